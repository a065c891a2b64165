import { type LiveApi, liveApiRef } from '@wheelhouse/plugin-live';
import { renderPage } from '@wheelhouse/ui/testing';
import { Route, Routes } from 'react-router-dom';
import { type RestartsApi, restartsApiRef } from '../api/restartsApi';
import { RestartsRoutes } from '../RestartsRoutes';

/** Draws the pages of restarts at an address, over given answers. */
export function renderRestarts(
  restarts: RestartsApi,
  path = '/restarts',
  live?: LiveApi,
) {
  return renderPage(
    <Routes>
      <Route path="/restarts/*" element={<RestartsRoutes />} />
      <Route path="*" element={null} />
    </Routes>,
    {
      path,
      apis: [
        [restartsApiRef, restarts],
        ...(live ? [[liveApiRef, live] as const] : []),
      ],
    },
  );
}
