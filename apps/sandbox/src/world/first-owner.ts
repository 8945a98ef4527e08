/** The planted refusal: an object with one of these addresses refuses the first owner it is given, however often, and takes any other. */
export class FirstOwner {
  private readonly refused = new Map<string, string>();

  constructor(private readonly addresses: ReadonlySet<string>) {}

  refuses(objectId: string, email: string | null, owner: string): boolean {
    if (email === null || !this.addresses.has(email.toLowerCase())) return false;
    if (!this.refused.has(objectId)) this.refused.set(objectId, owner);
    return this.refused.get(objectId) === owner;
  }
}
