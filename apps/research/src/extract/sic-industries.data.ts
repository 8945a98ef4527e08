/** Our industries by the SIC codes that the SEC gives to who files with it (https://www.sec.gov/search-filings/standard-industrial-classification-sic-code-list). All other codes say nothing to us. */
export const SIC_INDUSTRIES: readonly { readonly from: number; readonly to: number; readonly slug: string }[] = [
  { from: 2000, to: 2099, slug: 'food-manufacturing' },
  { from: 4210, to: 4213, slug: 'logistics' },
  { from: 4222, to: 4222, slug: 'cold-storage' },
  { from: 4731, to: 4731, slug: 'logistics' },
  { from: 5122, to: 5122, slug: 'pharma-distribution' },
  { from: 5140, to: 5149, slug: 'grocery-distribution' },
  { from: 7361, to: 7363, slug: 'staffing' },
  { from: 7371, to: 7374, slug: 'software' },
  { from: 8742, to: 8742, slug: 'consultancy' },
];
