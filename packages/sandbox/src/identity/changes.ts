import express, { Router } from 'express';
import { PeopleDirectory } from './people';

/** Where the overview sends what somebody changes about people. */
export const CHANGES_PATH = '/people';

/** Takes groups and accounts away and gives them back, so that one sees what the portal makes of it. */
export function createChangesRouter(
  tenants: ReadonlyMap<string, { people: PeopleDirectory }>,
): Router {
  const router = express.Router();
  router.post(
    CHANGES_PATH,
    express.urlencoded({ extended: false, limit: '4kb' }),
    (req, res) => {
      const { origin, host } = req.headers;
      // Pages elsewhere may send forms here too.
      if (origin !== undefined && origin !== `http://${host}`) {
        res.status(403).type('text').send('Only from this page.\n');
        return;
      }
      const { tenant, name, disabled, groups = [] } = req.body;
      const people = tenants.get(String(tenant))?.people;
      const known = people?.list().some(person => person.name === name);
      if (!people || !known) {
        res.status(404).type('text').send('There is nobody of that name.\n');
        return;
      }
      const wanted = [groups].flat().map(String);
      people.setGroups(
        name,
        people.groups().filter(group => wanted.includes(group)),
      );
      if (disabled) people.disable(name);
      else people.enable(name);
      res.redirect(303, '/');
    },
  );
  return router;
}
