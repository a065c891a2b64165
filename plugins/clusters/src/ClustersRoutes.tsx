import { QueryProvider } from '@wheelhouse/ui';
import { Route, Routes } from 'react-router-dom';
import { ClusterDetailPage } from './detail/ClusterDetailPage';
import { ClustersPage } from './list/ClustersPage';

/** The list, and a page for each cluster. */
export function ClustersRoutes() {
  return (
    <QueryProvider>
      <Routes>
        <Route index element={<ClustersPage />} />
        <Route path=":name" element={<ClusterDetailPage />} />
      </Routes>
    </QueryProvider>
  );
}
