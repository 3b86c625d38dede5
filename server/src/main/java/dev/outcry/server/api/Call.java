package dev.outcry.server.api;

/// One call of the API. Runs on the request's own virtual thread, and may wait.
@FunctionalInterface
interface Call {
    /// Carries it out.
    ///
    /// @param request what came
    /// @return what to answer
    /// @throws dev.outcry.protocol.ProtocolException the caller's fault, answered as a problem
    Answer carryOut(Request request);

    /// Takes calls into the routing.
    @FunctionalInterface
    interface Registry {
        /// Adds one.
        ///
        /// @param method of HTTP
        /// @param path below `/api/v1`, with `{name}` for what varies
        /// @param call what it does
        void add(String method, String path, Call call);
    }
}
