/** The password of everybody in the sandbox. */
export const SANDBOX_PASSWORD = 'sandbox';

/** An organisation of the sandbox. */
export interface SandboxTenant {
  id: string;
  title: string;
  people: readonly SandboxPerson[];
}

/** Somebody who can sign in. */
export interface SandboxPerson {
  /** What is typed to sign in, and the subject: unique in its tenant. */
  name: string;
  displayName: string;
  email: string;
  /** Plain names; the same name in two tenants means two groups. */
  groups: readonly string[];
}

/** Who there is at the start. */
export const SANDBOX_TENANTS: readonly SandboxTenant[] = [
  {
    id: 'acme',
    title: 'Acme Corp',
    people: [
      person('ada', 'Ada Archer', 'acme.example', ['platform-admins']),
      person('ben', 'Ben Brook', 'acme.example', ['payments']),
      person('cleo', 'Cleo Cruz', 'acme.example', ['ops', 'payments']),
    ],
  },
  {
    id: 'globex',
    title: 'Globex',
    people: [
      person('gus', 'Gus Grant', 'globex.example', ['platform-admins']),
      person('hana', 'Hana Hill', 'globex.example', ['payments']),
    ],
  },
];

function person(
  name: string,
  displayName: string,
  domain: string,
  groups: string[],
): SandboxPerson {
  return { name, displayName, email: `${name}@${domain}`, groups };
}

/** The people of one tenant as they are now: groups can be taken away and accounts disabled while the sandbox runs. */
export class PeopleDirectory {
  readonly tenant: SandboxTenant;
  readonly #people: Map<string, SandboxPerson>;
  readonly #disabled = new Set<string>();

  constructor(tenant: SandboxTenant) {
    this.tenant = tenant;
    this.#people = new Map(tenant.people.map(p => [p.name, p]));
  }

  /** Everybody, also those who are disabled. */
  list(): SandboxPerson[] {
    return [...this.#people.values()];
  }

  /** Every group that somebody of the tenant is in at the start. */
  groups(): string[] {
    const all = this.tenant.people.flatMap(({ groups }) => groups);
    return [...new Set(all)].sort();
  }

  /** The person of that name; undefined where there is none or the account is disabled. */
  find(name: string): SandboxPerson | undefined {
    return this.#disabled.has(name) ? undefined : this.#people.get(name);
  }

  isDisabled(name: string): boolean {
    return this.#disabled.has(name);
  }

  /** @throws Error when the tenant has nobody of that name. */
  setGroups(name: string, groups: readonly string[]): void {
    this.#people.set(name, { ...this.#known(name), groups: [...groups] });
  }

  /** @throws Error when the tenant has nobody of that name. */
  disable(name: string): void {
    this.#disabled.add(this.#known(name).name);
  }

  /** @throws Error when the tenant has nobody of that name. */
  enable(name: string): void {
    this.#disabled.delete(this.#known(name).name);
  }

  #known(name: string): SandboxPerson {
    const found = this.#people.get(name);
    if (!found) {
      throw new Error(
        `The sandbox's tenant ${
          this.tenant.id
        } has nobody called ${name}; it has ${[...this.#people.keys()].join(
          ', ',
        )}`,
      );
    }
    return found;
  }
}
