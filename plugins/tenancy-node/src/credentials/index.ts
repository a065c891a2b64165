export * from './apiKey';
export * from './classify';
