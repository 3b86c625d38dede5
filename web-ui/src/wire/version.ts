/** The subprotocol that the page speaks. */
export const SUBPROTOCOL = "outcry.v1";
