export * from './TenancyConfig';
export * from './readTenancyConfig';
