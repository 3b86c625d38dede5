import dev.outcry.client.Credentials;
import dev.outcry.client.Outcry;
import dev.outcry.client.Room;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tells the lobby what a market costs whenever somebody writes `price of BTC-USD`.
public final class PriceBot {
    private static final String QUESTION = "price of ";

    private PriceBot() {}

    /// Runs until it is stopped, over any number of lost connections.
    ///
    /// @param args the server's address; `http://localhost:8080` without
    /// @throws InterruptedException never in practice
    public static void main(String[] args) throws InterruptedException {
        URI server = URI.create(args.length > 0 ? args[0] : "http://localhost:8080");
        Map<String, String> prices = new ConcurrentHashMap<>();
        try (Outcry outcry = Outcry.connect(server, Credentials.guest("Price bot"))) {
            outcry.followTickers(ticker ->
                    ticker.last()
                            .ifPresent(
                                    last -> prices.put(ticker.symbol().name(), last.toString())));
            Room lobby = outcry.room("lobby");
            lobby.follow(message -> {
                String text = message.text().orElse("");
                if (text.startsWith(QUESTION)) {
                    String symbol = text.substring(QUESTION.length());
                    lobby.say(symbol + ": " + prices.getOrDefault(symbol, "no such market"));
                }
            });
            lobby.say("Ask me: " + QUESTION + "BTC-USD").join();
            Thread.currentThread().join();
        }
    }
}
