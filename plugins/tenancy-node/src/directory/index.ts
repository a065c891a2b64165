export * from './AuthState';
export * from './AuthSource';
export * from './AuthDirectory';
export * from './RemoteAuthSource';
