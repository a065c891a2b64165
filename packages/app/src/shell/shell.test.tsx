import { configApiRef, storageApiRef } from '@backstage/frontend-plugin-api';
import type {
  NavContentNavItem,
  NavContentNavItems,
} from '@backstage/plugin-app-react';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import { Navigation } from './Navigation';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './Shell';

function page(
  id: string,
  title: string,
  href: string,
  pluginId: string,
): NavContentNavItem {
  return {
    node: { spec: { id, plugin: { pluginId } } },
    title,
    href,
    icon: <svg />,
  } as unknown as NavContentNavItem;
}

const pages = [
  page('page:tenancy/account', 'Account', '/account', 'tenancy'),
  page('page:restarts', 'Restarts', '/restarts', 'restarts'),
  page('page:home', 'Home', '/', 'home'),
  page('page:sshmenu', 'SSH', '/ssh', 'sshmenu'),
  page('page:clusters', 'Clusters', '/clusters', 'clusters'),
];

const navItems = {
  clone: () => ({ rest: () => pages }),
} as unknown as NavContentNavItems;

function setWidth(width: number) {
  window.matchMedia = query => {
    const [, kind, limit] = /(min|max)-width:\s*([\d.]+)px/.exec(query)!;
    const matches =
      kind === 'min' ? width >= Number(limit) : width <= Number(limit);
    return {
      matches,
      addListener: () => {},
      removeListener: () => {},
      addEventListener: () => {},
      removeEventListener: () => {},
    } as unknown as MediaQueryList;
  };
}

function renderShell() {
  const User = ({ compact }: { compact: boolean }) => (
    <p>{compact ? 'A' : 'Ada'}</p>
  );
  render(
    <TestApiProvider
      apis={[
        [
          configApiRef,
          mockApis.config({ data: { app: { title: 'Wheelhouse' } } }),
        ],
        [storageApiRef, mockApis.storage()],
      ]}
    >
      <MemoryRouter
        future={{ v7_startTransition: false, v7_relativeSplatPath: false }}
      >
        <Shell
          navigation={
            <Navigation navItems={navItems} User={User} sources={[]} />
          }
        >
          <Routes>
            <Route path="/" element={<h1>Home</h1>} />
            <Route path="/clusters" element={<h1>Clusters page</h1>} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Shell>
      </MemoryRouter>
    </TestApiProvider>,
  );
}

const linkNames = () =>
  within(screen.getByRole('navigation', { name: 'Pages' }))
    .getAllByRole('link')
    .map(link => link.getAttribute('aria-label') ?? link.textContent);

describe('the shell', () => {
  it('has a side bar: home and what is used most first, other pages by title, one’s own at the foot, then the user', () => {
    setWidth(1440);
    renderShell();
    expect(linkNames()).toEqual([
      'Wheelhouse, home page',
      'Home',
      'Restarts',
      'Clusters',
      'SSH',
      'Account',
    ]);
    expect(screen.getByRole('link', { name: 'Home' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    expect(screen.getByText('Ada')).toBeInTheDocument();
  });

  it('folds to a rail of named icons', () => {
    setWidth(800);
    renderShell();
    expect(linkNames()).toContain('Clusters');
    expect(screen.getByRole('link', { name: 'Clusters' })).toHaveTextContent(
      '',
    );
    expect(screen.getByText('A')).toBeInTheDocument();
  });

  it('folds to a bottom bar whose sheet has the rest and the user', async () => {
    setWidth(390);
    renderShell();
    expect(
      await screen.findByRole('button', { name: 'Search' }),
    ).toBeInTheDocument();
    expect(linkNames()).toEqual(['Home', 'Restarts', 'Clusters']);
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'More' }));
    expect(sheet.getAllByRole('link').map(link => link.textContent)).toEqual([
      'SSH',
      'Account',
    ]);
    expect(sheet.getByText('Ada')).toBeInTheDocument();
  });

  it('skips to the page with the first Tab, and takes the focus to a new page', async () => {
    setWidth(1440);
    renderShell();
    await userEvent.tab();
    expect(
      screen.getByRole('link', { name: 'Skip to the page' }),
    ).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('main')).toHaveFocus();
    await userEvent.click(screen.getByRole('link', { name: 'Clusters' }));
    expect(
      screen.getByRole('heading', { name: 'Clusters page' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('finds every page in the palette', async () => {
    setWidth(1440);
    renderShell();
    await userEvent.click(screen.getByRole('button', { name: 'Search' }));
    const group = within(await screen.findByRole('group', { name: 'Pages' }));
    expect(
      group.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['Home', 'Restarts', 'Clusters', 'SSH', 'Account']);
    await userEvent.keyboard('restarts{Enter}');
    expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent(
      'Nothing at this address',
    );
    expect(
      screen.getByRole('link', { name: 'Go to the home page' }),
    ).toHaveAttribute('href', '/');
  });
});
