/**
 * The tables of tenancy. Times are `timestamptz` on Postgres and ISO 8601 text in UTC on SQLite. Secrets stand here as
 * SHA-256 hashes, and what a provider gave is encrypted: nothing in these tables can be used to sign in.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const time = (table, name) => table.timestamp(name, { useTz: true });

  await knex.schema.createTable('entity', table => {
    table.comment(
      'One account at one tenant; never deleted, so that its name is never used again',
    );
    table.uuid('id').primary().comment('Our id');
    table
      .string('tenant', 63)
      .notNullable()
      .comment('Id of the tenant in the configuration');
    table.text('issuer').notNullable().comment('Issuer of the provider');
    table.string('subject', 255).notNullable().comment('`sub` at the issuer');
    table
      .string('account', 320)
      .notNullable()
      .comment('What people see, by default the verified email');
    table
      .string('name', 63)
      .notNullable()
      .comment('Name in user:<tenant>/<name>, made once');
    table
      .string('display_name', 320)
      .nullable()
      .comment('Full name, as the provider last gave it');
    table
      .string('email', 320)
      .nullable()
      .comment('Verified email, as the provider last gave it');
    time(table, 'created').notNullable().comment('First sign-in');
    time(table, 'last_seen')
      .notNullable()
      .comment('Last sign-in or use, to the minute');
    table
      .string('state', 16)
      .notNullable()
      .comment('active | disabled (at the provider)');
    table
      .text('groups')
      .notNullable()
      .comment(
        'JSON array of group:<tenant>/<name>, as the provider last gave them',
      );
    time(table, 'groups_said')
      .notNullable()
      .comment('When the provider gave them');
    table.unique(['tenant', 'issuer', 'subject'], {
      indexName: 'entity_identity',
    });
    table.unique(['tenant', 'name'], { indexName: 'entity_name' });
  });

  await knex.schema.createTable('entity_persona', table => {
    table.comment('A place that an entity acts from');
    table.uuid('id').primary().comment('Our id');
    table
      .uuid('entity_id')
      .notNullable()
      .references('id')
      .inTable('entity')
      .onDelete('CASCADE')
      .comment('Whose place');
    table
      .string('source', 128)
      .notNullable()
      .comment('browser | machine | pipeline | client:<client id>');
    table.string('name', 128).notNullable().comment('What people call it');
    table.text('picture').nullable().comment('Address of a picture');
    time(table, 'created').notNullable().comment('First use');
    time(table, 'last_seen').notNullable().comment('Last use, to the minute');
    table.index(['entity_id', 'source', 'name'], 'entity_persona_place');
  });

  await knex.schema.createTable('auth', table => {
    table.comment(
      'One grant to an entity or a group: a sign-in session or an API key',
    );
    table.uuid('id').primary().comment('Our id');
    table
      .uuid('entity_id')
      .nullable()
      .references('id')
      .inTable('entity')
      .onDelete('CASCADE')
      .comment('Whose; null for a key that a group owns');
    table
      .string('owner_group', 140)
      .nullable()
      .comment('group:<tenant>/<name> that owns the key');
    table
      .uuid('created_by')
      .notNullable()
      .references('id')
      .inTable('entity')
      .onDelete('CASCADE')
      .comment('Who signed in or made the key');
    table
      .uuid('persona_id')
      .nullable()
      .references('id')
      .inTable('entity_persona')
      .onDelete('SET NULL')
      .comment('Where it is used from');
    table.string('kind', 16).notNullable().comment('session | api_key');
    table.string('name', 128).notNullable().comment('What people call it');
    time(table, 'granted').notNullable().comment('When it began');
    table
      .bigInteger('seconds')
      .notNullable()
      .comment('Lifetime at the start; 0: never expires');
    time(table, 'expires').nullable().comment('End; null: never');
    table.string('state', 16).notNullable().comment('active | revoked');
    table
      .string('prefix', 16)
      .notNullable()
      .comment('Visible beginning of an API key');
    table
      .string('token_hash', 64)
      .notNullable()
      .unique({ indexName: 'auth_token_hash' })
      .comment('SHA-256 of the secret');
    table
      .string('old_token_hash', 64)
      .nullable()
      .comment('SHA-256 of the secret before the last rotation');
    time(table, 'old_until').nullable().comment('When the old secret ends');
    table.text('scopes').notNullable().comment('JSON array');
    time(table, 'last_used').nullable().comment('To the minute');
    time(table, 'ended').nullable().comment('When it was revoked');
    table.index(
      ['entity_id', 'kind', 'state', 'granted', 'id'],
      'auth_of_entity',
    );
    table.index(['owner_group', 'state', 'granted', 'id'], 'auth_of_group');
    table.index(['old_token_hash'], 'auth_old_token_hash');
    table.index(['state', 'expires'], 'auth_expires');
    table.index(['persona_id', 'state'], 'auth_of_persona');
  });

  await knex.schema.createTable('auth_claims', table => {
    table.comment(
      'What the provider said when the auth was granted, beyond groups',
    );
    table.uuid('id').primary().comment('Our id');
    table
      .uuid('auth_id')
      .notNullable()
      .references('id')
      .inTable('auth')
      .onDelete('CASCADE')
      .comment('Of which auth');
    table.string('name', 128).notNullable().comment('Claim');
    table.text('value').notNullable().comment('JSON');
    table.index(['auth_id', 'name'], 'auth_claims_of_auth');
  });

  await knex.schema.createTable('auth_groups', table => {
    table.comment('The groups that an auth stands for now');
    table.uuid('id').primary().comment('Our id');
    table
      .uuid('auth_id')
      .notNullable()
      .references('id')
      .inTable('auth')
      .onDelete('CASCADE')
      .comment('Of which auth');
    table.string('name', 140).notNullable().comment('group:<tenant>/<name>');
    table.unique(['auth_id', 'name'], { indexName: 'auth_groups_of_auth' });
  });

  await knex.schema.createTable('auth_token', table => {
    table.comment(
      'Tokens that stand for an auth: of Backstage, and of the provider where they are accepted',
    );
    table
      .string('hash', 64)
      .primary()
      .comment('SHA-256 of the identity proof or of the token');
    table
      .uuid('auth_id')
      .notNullable()
      .references('id')
      .inTable('auth')
      .onDelete('CASCADE')
      .comment('For which auth');
    table.string('kind', 16).notNullable().comment('backstage | provider');
    time(table, 'expires').notNullable().comment('End of the token');
    table.index(['auth_id'], 'auth_token_of_auth');
    table.index(['expires'], 'auth_token_expires');
  });

  await knex.schema.createTable('provider_grant', table => {
    table.comment(
      'What lets us ask a provider again about an account: one for each sign-in',
    );
    table.uuid('id').primary().comment('Our id');
    table
      .uuid('entity_id')
      .notNullable()
      .references('id')
      .inTable('entity')
      .onDelete('CASCADE')
      .comment('About whom');
    table
      .uuid('auth_id')
      .nullable()
      .references('id')
      .inTable('auth')
      .onDelete('SET NULL')
      .comment('The session that it came with');
    table.string('key_id', 64).notNullable().comment('Which encryption key');
    table
      .text('ciphertext')
      .notNullable()
      .comment('The refresh token, AES-256-GCM');
    time(table, 'granted').notNullable().comment('When it was given');
    time(table, 'next_check')
      .notNullable()
      .comment('When to ask again; moved forward by whoever asks');
    table.index(['next_check'], 'provider_grant_next_check');
    table.index(['entity_id', 'granted'], 'provider_grant_of_entity');
    table.index(['auth_id'], 'provider_grant_of_auth');
    table.index(['key_id'], 'provider_grant_key');
  });

  await knex.schema.createTable('login_attempt', table => {
    table.comment('Somebody is at a provider, signing in');
    table.string('state_hash', 64).primary().comment('SHA-256 of `state`');
    table
      .string('browser_hash', 64)
      .notNullable()
      .comment('SHA-256 of the cookie of the browser that began');
    table.string('tenant', 63).notNullable().comment('Where');
    table.string('key_id', 64).notNullable().comment('Which encryption key');
    table
      .text('ciphertext')
      .notNullable()
      .comment('Nonce, PKCE verifier and what to do afterwards, AES-256-GCM');
    time(table, 'expires').notNullable().comment('End');
    table.index(['expires'], 'login_attempt_expires');
  });

  await knex.schema.createTable('login_code', table => {
    table.comment(
      'One-time codes for a session or a key, for clients with a loopback redirect',
    );
    table.string('code_hash', 64).primary().comment('SHA-256 of the code');
    table.string('code_challenge', 64).notNullable().comment('PKCE, S256');
    table.string('kind', 16).notNullable().comment('session | api_key');
    table.string('key_id', 64).notNullable().comment('Which encryption key');
    table
      .text('ciphertext')
      .notNullable()
      .comment('What is to be granted, AES-256-GCM');
    time(table, 'expires').notNullable().comment('End');
    table.index(['expires'], 'login_code_expires');
  });

  await knex.schema.createTable('settings', table => {
    table.comment('Settings of the portal and its plugins');
    table.uuid('id').primary().comment('Our id');
    table
      .string('name', 128)
      .notNullable()
      .unique({ indexName: 'settings_name' })
      .comment('E.g. restarts.settle');
    table.text('value').notNullable().comment('JSON');
    table
      .integer('version')
      .notNullable()
      .comment('Counts up at each change, also over a deletion');
    table
      .boolean('deleted')
      .notNullable()
      .comment('Deleted; the row stays so that its version is not used again');
    time(table, 'updated').notNullable().comment('Last change');
    table
      .string('updated_by', 320)
      .notNullable()
      .comment('Account of whoever made it');
  });

  await knex.schema.createTable('activity', table => {
    table.comment(
      'What entities did, for their own eyes; the audit log is elsewhere',
    );
    table.uuid('id').primary().comment('Our id');
    table
      .uuid('entity_id')
      .notNullable()
      .references('id')
      .inTable('entity')
      .onDelete('CASCADE')
      .comment('Who');
    table.string('persona', 128).nullable().comment('From where');
    time(table, 'time').notNullable().comment('When');
    table.string('action', 64).notNullable().comment('E.g. key.created');
    table.string('subject', 400).notNullable().comment('To what, in words');
    table.index(['entity_id', 'time', 'id'], 'activity_of_entity');
    table.index(['time'], 'activity_time');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'activity',
    'settings',
    'login_code',
    'login_attempt',
    'provider_grant',
    'auth_token',
    'auth_groups',
    'auth_claims',
    'auth',
    'entity_persona',
    'entity',
  ]) {
    await knex.schema.dropTable(table);
  }
};
