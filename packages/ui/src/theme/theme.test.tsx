import { appThemeApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { getContrastRatio } from '@mui/material/styles';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { darkColours, lightColours } from './palette';
import type { Colours } from './palette';
import { ThemeSwitch } from './ThemeSwitch';

const grounds = [
  'background',
  'surface',
  'raised',
  'hover',
  'brandSoft',
] as const;
const words = ['text', 'textSoft'] as const;
const states = [
  'good',
  'working',
  'attention',
  'failed',
  'unknown',
  'brand',
] as const;

describe.each([
  ['light', lightColours],
  ['dark', darkColours],
] as Array<[string, Colours]>)('the %s theme', (_name, colours) => {
  it.each(
    grounds.flatMap(ground => words.map(word => [word, ground] as const)),
  )('has %s readable on %s (4.5:1)', (word, ground) => {
    expect(
      getContrastRatio(colours[word], colours[ground]),
    ).toBeGreaterThanOrEqual(4.5);
  });

  it.each(
    states.flatMap(state => grounds.map(ground => [state, ground] as const)),
  )('has %s readable on %s (4.5:1)', (state, ground) => {
    expect(
      getContrastRatio(colours[state], colours[ground]),
    ).toBeGreaterThanOrEqual(4.5);
  });

  it('has readable buttons and visible fields', () => {
    expect(
      getContrastRatio(colours.brandContrast, colours.brand),
    ).toBeGreaterThanOrEqual(4.5);
    expect(
      getContrastRatio(colours.failedContrast, colours.failed),
    ).toBeGreaterThanOrEqual(4.5);
    expect(
      getContrastRatio(colours.controlLine, colours.surface),
    ).toBeGreaterThanOrEqual(3);
  });
});

describe('ThemeSwitch', () => {
  it('switches, and goes back to what the system says', async () => {
    const setActiveThemeId = jest.fn();
    const api = {
      getInstalledThemes: () => [],
      getActiveThemeId: () => 'dark',
      setActiveThemeId,
      activeThemeId$: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
    };
    render(
      <TestApiProvider apis={[[appThemeApiRef, api as never]]}>
        <ThemeSwitch />
      </TestApiProvider>,
    );
    expect(screen.getByRole('button', { name: 'Dark' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Light' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Follow the system' }),
    );
    expect(setActiveThemeId.mock.calls).toEqual([['light'], [undefined]]);
  });
});
