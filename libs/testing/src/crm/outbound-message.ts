export interface SentNotification { readonly id: string; readonly objectId: string; readonly type?: string; readonly fields?: string }

/** An outbound message as Salesforce sends it: a SOAP envelope behind a byte order mark. */
export function outboundMessage({ organizationId = '00DRW0000000001EAA', actionId = '04kRW0000000001EAA', session = '00DRW0000000001!live.session_token', notifications }: {
  organizationId?: string; actionId?: string; session?: string; notifications: readonly SentNotification[];
}): string {
  return `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${organizationId}</OrganizationId>
   <ActionId>${actionId}</ActionId>
   <SessionId>${session}</SessionId>
   <EnterpriseUrl>https://rimewell.my.salesforce.example/services/Soap/c/62.0/00DRW0000000001</EnterpriseUrl>
   <PartnerUrl>https://rimewell.my.salesforce.example/services/Soap/u/62.0/00DRW0000000001</PartnerUrl>${notifications.map(({ id, objectId, type = 'sf:Lead', fields = '' }) => `
   <Notification>
    <Id>${id}</Id>
    <sObject xsi:type="${type}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
     <sf:Id>${objectId}</sf:Id>${fields}
    </sObject>
   </Notification>`).join('')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}
