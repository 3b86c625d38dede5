/// What the descriptions of the protocol (OpenAPI, AsyncAPI) say, held against what a server sends.
@NullMarked
package dev.outcry.server.contract;

import org.jspecify.annotations.NullMarked;
