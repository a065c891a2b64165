import { QueryProvider } from '@wheelhouse/ui';
import { Route, Routes } from 'react-router-dom';
import { BatchPage } from './batch/BatchPage';
import { RestartPage } from './follow/RestartPage';
import { RestartsPage } from './RestartsPage';

/** The pages below `/restarts`. */
export function RestartsRoutes() {
  return (
    <QueryProvider>
      <Routes>
        <Route index element={<RestartsPage />} />
        <Route path="batches/:id" element={<BatchPage />} />
        <Route path=":id" element={<RestartPage />} />
      </Routes>
    </QueryProvider>
  );
}
