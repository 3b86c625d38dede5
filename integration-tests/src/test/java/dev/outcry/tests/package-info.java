/// The built image and the shipped files, driven from outside: containers, browsers, raw sockets,
/// other languages.
@NullMarked
package dev.outcry.tests;

import org.jspecify.annotations.NullMarked;
