import '@testing-library/jest-dom';

// The table scrolls the window, which jsdom cannot.
window.scrollTo = () => undefined;
