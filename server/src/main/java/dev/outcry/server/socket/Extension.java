package dev.outcry.server.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An extension that a peer offers in `Sec-WebSocket-Extensions` (RFC 6455 §9.1).
///
/// @param name its registered name
/// @param parameters in the peer's order; a name may come twice
record Extension(String name, List<Parameter> parameters) {
    Extension {
        parameters = List.copyOf(parameters);
    }

    /// One parameter.
    ///
    /// @param name its name
    /// @param value a token, without the quotes that it may have been sent in
    record Parameter(String name, Optional<String> value) {}

    /// Reads a whole header.
    ///
    /// @param header its value; of several headers all values, parted by commas
    /// @return what is offered, in the peer's order; empty if the header is malformed, for which
    ///   the RFC wants the handshake to fail
    static Optional<List<Extension>> parse(String header) {
        try {
            return Optional.of(new Parser(header).list());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static final class Parser {
        private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Extension> list() {
            List<Extension> extensions = new ArrayList<>();
            do {
                skipBlanks();
                if (at < text.length() && text.charAt(at) != ',') { // HTTP's lists may have gaps
                    extensions.add(extension());
                }
            } while (skip(','));
            if (at < text.length()) {
                throw malformed();
            }
            return extensions;
        }

        private Extension extension() {
            String name = token();
            List<Parameter> parameters = new ArrayList<>();
            while (skip(';')) {
                String key = token();
                parameters.add(
                        new Parameter(key, skip('=') ? Optional.of(value()) : Optional.empty()));
            }
            return new Extension(name, parameters);
        }

        private String value() {
            skipBlanks();
            return at < text.length() && text.charAt(at) == '"' ? quoted() : token();
        }

        private String token() {
            skipBlanks();
            int start = at;
            while (at < text.length() && isOfToken(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw malformed();
            }
            return text.substring(start, at);
        }

        /// What is within the quotes must be a token too.
        private String quoted() {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 1 : 0;
                if (at == text.length() || !isOfToken(text.charAt(at))) {
                    throw malformed();
                }
                value.append(text.charAt(at++));
            }
            if (at == text.length() || value.isEmpty()) {
                throw malformed();
            }
            at++;
            return value.toString();
        }

        private boolean skip(char mark) {
            skipBlanks();
            boolean there = at < text.length() && text.charAt(at) == mark;
            at += there ? 1 : 0;
            return there;
        }

        private void skipBlanks() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private static boolean isOfToken(char c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || TOKEN_MARKS.indexOf(c) >= 0;
        }

        private static IllegalArgumentException malformed() {
            return new IllegalArgumentException("malformed");
        }
    }
}
