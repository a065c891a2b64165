import '@testing-library/jest-dom';

// jsdom does not scroll.
window.scrollTo = () => {};
