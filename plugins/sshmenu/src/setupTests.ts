import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is waited for comes, but on a busy machine parts that are loaded when needed take their time.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);

// The table scrolls the window, which jsdom cannot.
window.scrollTo = () => undefined;
