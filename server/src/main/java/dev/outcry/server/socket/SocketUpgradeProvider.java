package dev.outcry.server.socket;

import io.helidon.common.Weight;
import io.helidon.common.Weighted;
import io.helidon.webserver.ProtocolConfigs;
import io.helidon.webserver.http1.spi.Http1UpgradeProvider;
import io.helidon.webserver.http1.spi.Http1Upgrader;

/// Offers our WebSocket upgrade to Helidon, before its own. Found as a service; takes effect on
/// servers that have a [WebSockets] among their protocols.
@Weight(Weighted.DEFAULT_WEIGHT + 100)
public class SocketUpgradeProvider implements Http1UpgradeProvider<WebSockets> {
    /// For the service loader.
    public SocketUpgradeProvider() {}

    @Override
    public String protocolType() {
        return WebSockets.TYPE;
    }

    @Override
    public Class<WebSockets> protocolConfigType() {
        return WebSockets.class;
    }

    @Override
    public Http1Upgrader create(WebSockets config, ProtocolConfigs configs) {
        return new SocketUpgrader(config, "websocket");
    }

    /// The same for peers that write `Upgrade: WebSocket`: the value has no case, but Helidon's
    /// look-up has.
    @Weight(Weighted.DEFAULT_WEIGHT + 100)
    public static final class Capitalized extends SocketUpgradeProvider {
        /// For the service loader.
        public Capitalized() {}

        @Override
        public Http1Upgrader create(WebSockets config, ProtocolConfigs configs) {
            return new SocketUpgrader(config, "WebSocket");
        }
    }
}
