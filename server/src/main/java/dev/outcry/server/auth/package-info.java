/// Who one is, where one comes from, and how often one may.
@NullMarked
package dev.outcry.server.auth;

import org.jspecify.annotations.NullMarked;
