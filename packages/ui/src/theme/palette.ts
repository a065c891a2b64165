/** Every colour of the portal. Text on its usual ground has a contrast of at least 4.5:1, borders of controls 3:1. */
export interface Colours {
  brand: string;
  brandHover: string;
  brandContrast: string;
  brandSoft: string;
  background: string;
  surface: string;
  raised: string;
  hover: string;
  text: string;
  textSoft: string;
  line: string;
  controlLine: string;
  good: string;
  working: string;
  attention: string;
  failed: string;
  unknown: string;
  failedContrast: string;
}

export const lightColours: Colours = {
  brand: '#0b6780',
  brandHover: '#084f63',
  brandContrast: '#ffffff',
  brandSoft: '#e6f1f4',
  background: '#fbfbfc',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#f3f4f6',
  text: '#16191d',
  textSoft: '#59616d',
  line: '#e5e7ea',
  controlLine: '#868e99',
  good: '#1a7540',
  working: '#2a5bc7',
  attention: '#8f5600',
  failed: '#b92c2c',
  unknown: '#59616d',
  failedContrast: '#ffffff',
};

export const darkColours: Colours = {
  brand: '#62c4dc',
  brandHover: '#86d5e8',
  brandContrast: '#06222b',
  brandSoft: '#12303a',
  background: '#0f1113',
  surface: '#15181b',
  raised: '#1b1f23',
  hover: '#1e2226',
  text: '#edeff2',
  textSoft: '#9ca5b1',
  line: '#272b31',
  controlLine: '#6b737e',
  good: '#5cc98a',
  working: '#8fb4ff',
  attention: '#e5b062',
  failed: '#ff8f8a',
  unknown: '#9ca5b1',
  failedContrast: '#2b0706',
};
