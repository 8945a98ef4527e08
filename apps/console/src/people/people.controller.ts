import { Controller, Get } from '@nestjs/common';
import type { PersonView } from '#contracts';
import { UnitOfWork } from '#persistence';
import { listPeople } from './list-people.js';

@Controller()
export class PeopleController {
  constructor(private readonly work: UnitOfWork) {}

  /** Who may sign in first, then who could once; by name. */
  @Get('/api/people')
  people(): Promise<PersonView[]> {
    return this.work.read(listPeople);
  }
}
