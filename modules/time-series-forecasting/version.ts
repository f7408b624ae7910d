/** Version of this module, on its card and in every model that it trains. */
export const version = '1.0.0';
