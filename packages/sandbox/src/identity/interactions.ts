import express, { NextFunction, Request, Response, Router } from 'express';
import { errors, Provider } from 'oidc-provider';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
import { errorPage, signInPage } from './pages/pages';
import { PeopleDirectory, SANDBOX_PASSWORD } from './people';

/** The pages between the authorization request and its answer, for one tenant; mounted at the issuer's path. */
export function createInteractionRouter(
  provider: Provider,
  people: PeopleDirectory,
): Router {
  const router = express.Router();

  router.get('/interaction/:uid', async (req, res, next) => {
    try {
      const { prompt, params } = await provider.interactionDetails(req, res);
      if (prompt.name === 'consent') {
        await provider.interactionFinished(
          req,
          res,
          { consent: {} },
          { mergeWithLastSubmission: true },
        );
        return;
      }
      const hint = params.login_hint;
      res.send(
        signInPage({
          people,
          client: await clientName(provider, params.client_id),
          action: req.originalUrl,
          name: typeof hint === 'string' ? hint : undefined,
        }),
      );
    } catch (error) {
      next(error);
    }
  });

  router.post(
    '/interaction/:uid',
    express.urlencoded({ extended: false, limit: '4kb' }),
    async (req, res, next) => {
      try {
        const interaction = await provider.interactionDetails(req, res);
        const { params, session } = interaction;
        const { name, password, cancel } = req.body ?? {};
        if (cancel) {
          await provider.interactionFinished(req, res, {
            error: 'access_denied',
            error_description: 'The sign-in was cancelled',
          });
          return;
        }
        const typed = String(name ?? '').trim();
        const person = people.find(typed);
        if (!person || password !== SANDBOX_PASSWORD) {
          res.status(401).send(
            signInPage({
              people,
              client: await clientName(provider, params.client_id),
              action: req.originalUrl,
              name: typed,
              error: people.isDisabled(typed)
                ? 'This account is disabled. Choose somebody else.'
                : 'Name or password is wrong. Choose a person above and type the password that is shown.',
            }),
          );
          return;
        }
        if (session && session.accountId !== person.name) {
          await forgetAccount(provider, interaction);
        }
        await provider.interactionFinished(req, res, {
          login: { accountId: person.name, amr: ['pwd'] },
        });
      } catch (error) {
        next(error);
      }
    },
  );

  router.use(
    (error: unknown, _req: Request, res: Response, next: NextFunction) => {
      if (!(error instanceof errors.SessionNotFound)) {
        next(error);
        return;
      }
      res
        .status(400)
        .send(errorPage(people.tenant, 'This sign-in has expired.'));
    },
  );
  return router;
}

/**
 * Makes room for somebody else in the same browser. The provider itself would end the session with all its grants,
 * and with them the portal's sessions and keys of whoever was there before.
 */
async function forgetAccount(provider: Provider, interaction: Interaction) {
  const session = await provider.Session.findByUid(interaction.session!.uid);
  if (session) {
    session.accountId = undefined;
    session.authorizations = {};
    await session.persist();
  }
  interaction.session = undefined;
  await interaction.persist();
}

async function clientName(
  provider: Provider,
  clientId: unknown,
): Promise<string> {
  const client = await provider.Client.find(String(clientId));
  return client?.clientName ?? String(clientId);
}
