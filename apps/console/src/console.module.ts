import { Module } from '@nestjs/common';
import { Authenticator } from '#platform';
import { DeadLettersController } from './attention/dead-letters.controller.js';
import { SettleAlike } from './attention/settle-alike.js';
import { ChangeRelay } from './changes/change-relay.js';
import { Changes } from './changes/changes.js';
import { EventsController } from './changes/events.controller.js';
import { ConfigPublisher } from './configs/config-publisher.js';
import { ConfigsController } from './configs/configs.controller.js';
import { ConsoleSettings } from './configs/console-settings.js';
import { DecideDrafts } from './drafts/decide-drafts.js';
import { DraftsController } from './drafts/drafts.controller.js';
import { AskOwner } from './forward/ask-owner.js';
import { ForwardController } from './forward/forward.controller.js';
import { OwnLeads } from './forward/own-leads.js';
import { LeadsController } from './leads/leads.controller.js';
import { AuditController } from './operations/audit.controller.js';
import { RepublishController } from './operations/republish.controller.js';
import { StatsController } from './operations/stats.controller.js';
import { SecurityHeaders } from './pages/security-headers.js';
import { WebAppController } from './pages/web-app.controller.js';
import { Names } from './people/names.js';
import { PeopleController } from './people/people.controller.js';
import { People } from './people/people.js';
import { AttentionConsumer } from './projections/attention.consumer.js';
import { DraftsConsumer } from './projections/drafts.consumer.js';
import { EffectsConsumer } from './projections/effects.consumer.js';
import { ErasedConsumer } from './projections/erased.consumer.js';
import { LeadsConsumer } from './projections/leads.consumer.js';
import { ProjectLeads } from './projections/project-leads.js';
import { ProjectNewest } from './projections/project-newest.js';
import { FirstSignIn } from './sign-in/first-sign-in.js';
import { SessionAuthenticator } from './sign-in/session-authenticator.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInLinks } from './sign-in/sign-in-links.js';

@Module({
  controllers: [
    LeadsConsumer, DraftsConsumer, EffectsConsumer, AttentionConsumer, ErasedConsumer,
    SignInController, LeadsController, DraftsController, DeadLettersController, ConfigsController, PeopleController, StatsController, AuditController, RepublishController, EventsController, ForwardController, WebAppController,
  ],
  providers: [
    { provide: Authenticator, useClass: SessionAuthenticator },
    AskOwner, ChangeRelay, Changes, ConfigPublisher, ConsoleSettings, DecideDrafts, FirstSignIn, Names, OwnLeads, People, ProjectLeads, ProjectNewest, SecurityHeaders, Sessions, SettleAlike, SignInLinks,
  ],
})
export class ConsoleModule {}
