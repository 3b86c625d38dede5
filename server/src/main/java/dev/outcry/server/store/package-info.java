/// What has happened, for those who ask later.
@NullMarked
package dev.outcry.server.store;

import org.jspecify.annotations.NullMarked;
