package dev.outcry.tests.raw;

/// A case of conformance.
///
/// @param title its number in the Autobahn test suite, and what is done
/// @param steps what a peer does that has just come in, and what it makes sure of
record Case(String title, Steps steps) {
    /// What is done in a case.
    @FunctionalInterface
    interface Steps {
        void take(Talker peer) throws Exception;
    }

    @Override
    public String toString() {
        return title;
    }
}
