import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  Setting,
  SettingDeclarationSummary,
} from '@wheelhouse/plugin-tenancy-common';
import { StaleVersionError } from '@wheelhouse/http-node';
import type { SettingDeclaration } from '@wheelhouse/plugin-tenancy-node';
import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Announcer } from './Announcer';
import type { SettingsStore, StoredSetting } from '../store/SettingsStore';

const NAME = /^[a-z0-9]([a-z0-9.-]{0,126}[a-z0-9])?$/;
const MAX_VALUE_BYTES = 64_000;
const MISSING = 'There is no setting of this name';

interface Declared {
  summary: SettingDeclarationSummary;
  validate: ValidateFunction;
}

/** Settings that administrators change while the portal runs; plugins declare those that they understand. */
export class Settings {
  readonly #declared = new Map<string, Declared>();
  readonly #ajv = addFormats(new Ajv({ strict: false, allErrors: false }));

  constructor(
    private readonly store: SettingsStore,
    private readonly announcer: Announcer,
  ) {}

  /** @throws Error where two plugins declare one name, or a default does not fit its own schema. */
  declare(declaration: SettingDeclaration): void {
    const { name, plugin, title, description, schema } = declaration;
    checkName(name);
    if (this.#declared.has(name)) {
      throw new Error(`The setting '${name}' is declared twice`);
    }
    const validate = this.#ajv.compile(schema);
    if (!validate(declaration.default)) {
      throw new Error(
        `The default of the setting '${name}' does not fit its schema: ${this.#ajv.errorsText(
          validate.errors,
        )}`,
      );
    }
    this.#declared.set(name, {
      validate,
      summary: {
        plugin,
        title,
        description,
        schema,
        default: declaration.default,
      },
    });
  }

  /** All that is set or declared, by name. */
  async list(): Promise<Setting[]> {
    const stored = new Map((await this.store.all()).map(s => [s.name, s]));
    const names = new Set([...this.#declared.keys(), ...stored.keys()]);
    return [...names]
      .sort()
      .map(name => this.#toSetting(name, stored.get(name)))
      .filter(setting => setting !== undefined);
  }

  /** @throws NotFoundError */
  async get(name: string): Promise<Setting> {
    const setting = this.#toSetting(name, await this.store.get(name));
    if (!setting) throw new NotFoundError(MISSING);
    return setting;
  }

  /** What plugins read; undefined: neither set nor declared. */
  async value(name: string): Promise<unknown> {
    return this.#toSetting(name, await this.store.get(name))?.value;
  }

  /** @throws ConflictError where it is set already. */
  async create(name: string, value: unknown, by: string): Promise<Setting> {
    checkName(name);
    this.#validate(name, value);
    const stored = await this.store.get(name);
    const made =
      (!stored || stored.deleted) &&
      (await this.store.write(
        name,
        { value, deleted: false, by },
        stored?.version ?? 0,
      ));
    if (!made) {
      throw new ConflictError(
        `The setting '${name}' exists already; change it instead`,
      );
    }
    this.announcer.setting(name);
    return this.get(name);
  }

  /** @throws StaleVersionError where it is no longer at this version. */
  async change(
    name: string,
    value: unknown,
    version: number | '*',
    by: string,
  ): Promise<Setting> {
    const current = await this.get(name);
    this.#validate(name, value);
    await this.#write(name, { value, deleted: false, by }, current, version);
    return this.get(name);
  }

  /** Deletes a value: a declared setting goes back to its default. */
  async delete(name: string, version: number | '*', by: string): Promise<void> {
    const current = await this.get(name);
    if (current.updated === null) throw new NotFoundError(MISSING);
    const change = { value: null, deleted: true, by };
    await this.#write(name, change, current, version);
  }

  async #write(
    name: string,
    change: { value: unknown; deleted: boolean; by: string },
    current: Setting,
    version: number | '*',
  ) {
    const expected = version === '*' ? current.version : version;
    const written =
      expected === current.version
        ? await this.store.write(name, change, expected)
        : undefined;
    if (written === undefined) {
      throw new StaleVersionError(
        `The setting '${name}' was changed meanwhile; read it again and decide`,
      );
    }
    this.announcer.setting(name);
  }

  #validate(name: string, value: unknown) {
    if (JSON.stringify(value).length > MAX_VALUE_BYTES) {
      throw new InputError(`value: at most ${MAX_VALUE_BYTES} bytes of JSON`);
    }
    const declared = this.#declared.get(name);
    if (declared && !declared.validate(value)) {
      throw new InputError(
        this.#ajv.errorsText(declared.validate.errors, { dataVar: 'value' }),
      );
    }
  }

  #toSetting(
    name: string,
    stored: StoredSetting | undefined,
  ): Setting | undefined {
    const declaration = this.#declared.get(name)?.summary ?? null;
    const set = stored && !stored.deleted ? stored : undefined;
    if (!set && !declaration) return undefined;
    return {
      name,
      value: set ? set.value : declaration!.default,
      version: stored?.version ?? 0,
      updated: set?.updated ?? null,
      updatedBy: set?.updatedBy ?? null,
      declaration,
    };
  }
}

function checkName(name: string) {
  if (!NAME.test(name)) {
    throw new InputError(
      `name: must be lower case letters, digits, '.' and '-', at most 128, such as 'restarts.settle'`,
    );
  }
}
