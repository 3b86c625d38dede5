import dev.outcry.client.AccountListener;
import dev.outcry.client.Credentials;
import dev.outcry.client.NewOrder;
import dev.outcry.client.Outcry;
import dev.outcry.client.Trading;
import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Buys bitcoin for 100 dollars, offers it a tenth of a percent dearer, and ends when that is sold.
public final class TakeProfit {
    private static final String SYMBOL = "BTC-USD";
    private static final BigDecimal GAIN = new BigDecimal("1.001");

    private TakeProfit() {}

    /// Trades once, over any number of lost connections: each order is placed once.
    ///
    /// @param args the server's address; `http://localhost:8080` without
    public static void main(String[] args) {
        URI server = URI.create(args.length > 0 ? args[0] : "http://localhost:8080");
        try (Outcry outcry = Outcry.connect(server, Credentials.guest("Take profit"))) {
            Trading trading = outcry.trading();
            Sale sale = new Sale();
            trading.follow(sale).ready().join();

            NewOrder buy = NewOrder.buyFor(SYMBOL, Decimal.parse("100.00")).build();
            OrderInfo bought = trading.place(buy).join().order();
            Decimal paid = bought.average().orElseThrow();
            System.out.println("bought " + bought.filled() + " at " + paid);

            BigDecimal wanted = paid.toBigDecimal().multiply(GAIN).setScale(2, RoundingMode.UP);
            Decimal price = Decimal.parse(wanted.toPlainString());
            trading.place(
                            NewOrder.limit(SYMBOL, Side.SELL, bought.filled(), price)
                                    .client("take profit")
                                    .build())
                    .join();
            System.out.println("offers it at " + price);
            System.out.println("sold at " + sale.price.join());
        }
    }

    /// Waits for the offer to be filled.
    private static final class Sale implements AccountListener {
        private final CompletableFuture<Decimal> price = new CompletableFuture<>();

        @Override
        public void onReset(List<OrderInfo> orders, List<BalanceInfo> balances) {}

        @Override
        public void onOrder(OrderInfo order) {
            if (order.side() == Side.SELL && order.status() == Status.FILLED) {
                price.complete(order.average().orElseThrow());
            }
        }
    }
}
