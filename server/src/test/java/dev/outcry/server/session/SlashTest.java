package dev.outcry.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlashTest {
    private static OrderSpec order(String text) {
        return ((Slash.Trade) Slash.parse(text)).order();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/buy 0.1 BTC-USD @ 61000",
                "/buy 0.1 btc-usd @61000",
                "  /BUY   0.1\t$BTC-USD@61000 \n"
            })
    void readsABuyAtALimit(String text) {
        OrderSpec order = order(text);

        assertThat(order.side()).isEqualTo(Side.BUY);
        assertThat(order.kind()).isEqualTo(OrderKind.LIMIT);
        assertThat(order.symbol()).isEqualTo(new Symbol("BTC-USD"));
        assertThat(order.qty()).contains(Decimal.parse("0.1"));
        assertThat(order.price()).contains(Decimal.parse("61000"));
    }

    @Test
    void readsASaleAtTheMarket() {
        OrderSpec order = order("/sell 5 SPY");

        assertThat(order.side()).isEqualTo(Side.SELL);
        assertThat(order.kind()).isEqualTo(OrderKind.MARKET);
        assertThat(order.symbol()).isEqualTo(new Symbol("SPY"));
        assertThat(order.price()).isEmpty();
    }

    @Test
    void readsTheRest() {
        assertThat(Slash.parse("/price btc-usd")).isEqualTo(new Slash.Price(new Symbol("BTC-USD")));
        assertThat(Slash.parse("/topic  a  topic ")).isEqualTo(new Slash.Topic("a  topic"));
        assertThat(Slash.parse("/help")).isEqualTo(new Slash.Help());
        assertThat(Slash.parse("/mute @Ada-1x2y3"))
                .isEqualTo(new Slash.Mute("ada-1x2y3", Optional.empty()));
        assertThat(Slash.parse("/mute ada off"))
                .isEqualTo(new Slash.Mute("ada", Optional.of(Duration.ZERO)));
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "10m, PT10M", "2h, PT2H", "7d, PT168H"})
    void readsHowLong(String word, Duration time) {
        assertThat(Slash.parse("/mute ada " + word))
                .isEqualTo(new Slash.Mute("ada", Optional.of(time)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ buy 1 SPY",
                "/bye",
                "/buy",
                "/buy 1",
                "/buy 1 SPY @",
                "/buy 1 SPY 5",
                "/buy 1 SPY @ 5 now",
                "/buy 1 S/P",
                "/price",
                "/price a b",
                "/topic",
                "/topic a\nb",
                "/mute",
                "/mute ada 10",
                "/mute ada 10y",
                "/mute ada -1m",
                "/mute ada 1m now",
                "/mute Ä"
            })
    void refusesTheRest(String text) {
        assertThat(Slash.is(text)).isTrue();
        refuses(text, ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "/buy 0 SPY, ORDER_BAD_QUANTITY",
        "/buy -1 SPY, ORDER_BAD_QUANTITY",
        "/buy 1e3 SPY, ORDER_BAD_QUANTITY",
        "/buy 1 SPY @ 0, ORDER_BAD_PRICE",
        "/sell 1 SPY @ x, ORDER_BAD_PRICE"
    })
    void refusesAmountsAsAnyOrderDoes(String text, ErrorCode code) {
        refuses(text, code);
    }

    @Test
    void leavesAloneWhatIsNoCommand() {
        assertThat(Slash.is("buy / sell")).isFalse();
        assertThat(Slash.is("//buy 1 SPY")).isFalse();
        assertThat(Slash.said("//buy 1 SPY")).isEqualTo("/buy 1 SPY");
        assertThat(Slash.said(" hello")).isEqualTo(" hello");
    }

    private static void refuses(String text, ErrorCode code) {
        assertThatThrownBy(() -> Slash.parse(text))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
