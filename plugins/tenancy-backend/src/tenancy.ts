import {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  LoggerService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { openDatabase, type ReadinessService } from '@wheelhouse/http-node';
import type { LiveService } from '@wheelhouse/plugin-live-node';
import {
  AuthDirectory,
  PolicyRights,
  SettingDeclaration,
  readTenancyConfig,
  TenancyService,
} from '@wheelhouse/plugin-tenancy-node';
import { AnnouncedAuths } from './service/AnnouncedAuths';
import { Announcer } from './service/Announcer';
import { ApiKeys } from './service/ApiKeys';
import { BackstageTokens } from './service/BackstageTokens';
import { Cipher } from './service/Cipher';
import { CleanUp } from './service/CleanUp';
import { DatabaseAuthSource } from './service/DatabaseAuthSource';
import { DeviceCodes } from './service/DeviceCodes';
import { GroupRecheck } from './service/GroupRecheck';
import { GuessLimit } from './service/GuessLimit';
import { Journal } from './service/Journal';
import { KeyPolicy } from './service/KeyPolicy';
import { ProviderTokens } from './service/ProviderTokens';
import { RelyingParties } from './service/RelyingParties';
import { Sessions } from './service/Sessions';
import { Settings } from './service/Settings';
import { SignIn } from './service/SignIn';
import { ActivityStore } from './store/ActivityStore';
import { AuthFinder } from './store/AuthFinder';
import { DeviceCodeStore } from './store/DeviceCodeStore';
import { EntityStore } from './store/EntityStore';
import { ExpiryStore } from './store/ExpiryStore';
import { GrantStore } from './store/GrantStore';
import { GuessStore } from './store/GuessStore';
import { LoginStore } from './store/LoginStore';
import { SettingsStore } from './store/SettingsStore';

/** Makes the parts of tenancy and puts them together. */
export async function createTenancy(services: {
  config: RootConfigService;
  database: DatabaseService;
  auth: AuthService;
  auditor: AuditorService;
  discovery: DiscoveryService;
  logger: LoggerService;
  directory: AuthDirectory;
  live: LiveService;
  permissions: PermissionsService;
  readiness: ReadinessService;
  /** What plugins keep in settings. */
  settings: readonly SettingDeclaration[];
  tenancy: TenancyService;
}) {
  const { database, auth, auditor, discovery, logger, directory } = services;
  const config = readTenancyConfig(services.config);
  if (config.encryptionKeys.length === 0) {
    logger.warn(
      'tenancy.encryptionKeys is not set: groups of people who are signed in are no longer read again after a restart',
    );
  }
  const db = await openDatabase(database, '@wheelhouse/plugin-tenancy-backend');
  const cipher = new Cipher(config.encryptionKeys);
  const entities = new EntityStore(db);
  const announcer = new Announcer({ live: services.live, entities, logger });
  const auths = new AnnouncedAuths(db, announcer);
  const finder = new AuthFinder(db);
  const grants = new GrantStore(db, cipher);
  const logins = new LoginStore(db, cipher);
  const devices = new DeviceCodeStore(db);
  const guesses = new GuessStore(db);
  const activity = new ActivityStore(db);
  const expiry = new ExpiryStore(db);
  const settings = new Settings(new SettingsStore(db), announcer);
  services.settings.forEach(setting => settings.declare(setting));
  const appUrl = services.config.getString('app.baseUrl');
  const baseUrl = await discovery.getExternalBaseUrl('tenancy');
  const relyingParties = new RelyingParties(
    config.tenants,
    `${baseUrl}/callback`,
  );
  const common = { config, directory, entities, auths, finder, grants, logger };
  const tokens = new BackstageTokens({
    auth,
    discovery,
    isAlive: hash => finder.isBackstageTokenAlive(hash),
  });
  const sessions = new Sessions(common);
  const apiKeys = new ApiKeys(common);
  const keyPolicy = new KeyPolicy({
    auth,
    tenancy: services.tenancy,
    policy: new PolicyRights(services.permissions),
    apiKeys,
  });
  const providerTokens = new ProviderTokens({ ...common, relyingParties });
  const signIn = new SignIn({
    ...common,
    relyingParties,
    logins,
    sessions,
    apiKeys,
    keyPolicy,
  });
  const deviceCodes = new DeviceCodes({
    appUrl,
    cipher,
    codes: devices,
    guesses: new GuessLimit(guesses),
    entities,
    apiKeys,
    keyPolicy,
  });
  const source = new DatabaseAuthSource({
    ...common,
    tokens,
    providerTokens,
    sessions,
    settings,
  });
  directory.attach(source);
  services.readiness.addCheck({
    name: 'tenancy',
    check: async () => {
      await db.raw('select 1');
    },
  });
  return {
    config,
    appUrl,
    baseUrl,
    source,
    signIn,
    sessions,
    tokens,
    apiKeys,
    deviceCodes,
    entities,
    activity,
    settings,
    journal: new Journal({ auditor, activity, announcer, logger }),
    recheck: new GroupRecheck({ ...common, relyingParties }),
    cleanUp: new CleanUp({
      config,
      expiry,
      announcer,
      logins,
      devices,
      guesses,
      grants,
      activity,
    }),
  };
}
