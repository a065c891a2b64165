import type { Cluster } from '@wheelhouse/plugin-clusters-common';
import { renderPage } from '@wheelhouse/ui/testing';
import { Route, Routes } from 'react-router-dom';
import { type ClustersApi, clustersApiRef } from '../api/clustersApi';
import { ClustersRoutes } from '../ClustersRoutes';

/** A ClustersApi that answers with what it is given. */
export function fakeClusters(
  items: Cluster[] = [],
  part: Partial<ClustersApi> = {},
): jest.Mocked<ClustersApi> {
  return {
    listClusters: jest.fn(async () => ({ items })),
    getCluster: jest.fn(),
    listProblems: jest.fn(async () => []),
    ...part,
  } as jest.Mocked<ClustersApi>;
}

/** Draws the pages at an address. */
export function renderClusters(api: ClustersApi, path = '/clusters') {
  return renderPage(
    <Routes>
      <Route path="/clusters/*" element={<ClustersRoutes />} />
    </Routes>,
    { path, apis: [[clustersApiRef, api]] },
  );
}
