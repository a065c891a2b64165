export * from './Callers';
export * from './PolicyRights';
export * from './pluginTokenHandlerDecorator';
export { httpAuthServiceFactory, remoteAuthSource } from './httpAuth';
export * from './scopePolicy';
export { scopesOfOpenApi } from './openApiScopes';
export * from './tenancyService';
