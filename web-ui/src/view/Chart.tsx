import { useSignal, useSignalEffect } from "@preact/signals";
import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  HistogramSeries,
  LineStyle,
  TickMarkType,
  createChart,
  type CandlestickData,
  type HistogramData,
  type IChartApi,
  type ISeriesApi,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { decimalsOf, grouped } from "../state/decimals.ts";
import { hoursAndMinutes, withSeconds } from "../state/when.ts";
import type { Candle } from "../wire/messages.ts";
import { useFloor } from "./context.ts";

interface Drawn {
  readonly chart: IChartApi;
  readonly candles: ISeriesApi<"Candlestick">;
  readonly volumes: ISeriesApi<"Histogram">;
}

/** The chart, as long as there is room for it: in a hidden tab it would draw for nobody. */
export function Chart() {
  const box = useRef<HTMLDivElement>(null);
  const shown = useSignal(false);
  useLayoutEffect(() => {
    if (box.current === null) return;
    const resized = new ResizeObserver(([entry]) => {
      shown.value = (entry?.contentRect.width ?? 0) > 0;
    });
    resized.observe(box.current);
    return () => resized.disconnect();
  }, []);
  return (
    <div class="canvas" ref={box}>
      {shown.value && <Canvas />}
    </div>
  );
}

/** Draws the candles of the store. A new series is set whole, a running one only at its end. */
function Canvas() {
  const { markets, themes } = useFloor();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | undefined>(undefined);
  const shown = useRef({ series: -1, start: 0, length: 0 });

  useLayoutEffect(() => {
    if (box.current === null) return;
    drawn.current = draw(box.current);
    paint(drawn.current);
    return () => {
      drawn.current?.chart.remove();
      drawn.current = undefined;
    };
  }, []);

  useSignalEffect(() => {
    themes.theme.value; // Colours are read from the styles, once these have changed.
    if (drawn.current === undefined) return;
    paint(drawn.current);
    shown.current = { ...shown.current, series: -1 };
    fill(markets.candles.peek());
  });

  useSignalEffect(() => {
    const tick = markets.market.value?.tick;
    if (tick === undefined) return;
    const decimals = decimalsOf(tick);
    const formatter = (price: number) => grouped(price.toFixed(decimals));
    const priceFormat = { type: "custom", minMove: Number(tick), formatter } as const;
    drawn.current?.candles.applyOptions({ priceFormat });
  });

  useSignalEffect(() => {
    const seconds = markets.interval.value.endsWith("s");
    drawn.current?.chart.timeScale().applyOptions({ secondsVisible: seconds });
  });

  useSignalEffect(() => fill(markets.candles.value));

  function fill({
    series,
    items,
  }: {
    readonly series: number;
    readonly items: readonly Candle[];
  }): void {
    const target = drawn.current;
    if (target === undefined) return;
    const palette = colours();
    const last = shown.current;
    const fresh = series !== last.series || items.length < last.length;
    if (fresh) {
      target.candles.setData(items.map(bar));
      target.volumes.setData(items.map((candle) => volume(candle, palette)));
      if (series !== last.series && items.length > 0 && last.series !== -1) {
        target.chart.timeScale().applyOptions({ rightOffset: 4 });
        target.chart.timeScale().scrollToRealTime();
      }
    } else {
      for (const candle of items.slice(
        items.findLastIndex(({ start }) => start < last.start) + 1,
      )) {
        target.candles.update(bar(candle));
        target.volumes.update(volume(candle, palette));
      }
    }
    shown.current = { series, start: items.at(-1)?.start ?? 0, length: items.length };
  }

  return <div class="canvas" ref={box} />;
}

function draw(box: HTMLElement): Drawn {
  const chart = createChart(box, {
    autoSize: true,
    crosshair: { mode: CrosshairMode.Normal },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.24 } },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      rightOffset: 4,
      barSpacing: 7,
      tickMarkFormatter: tickMark,
    },
    localization: { timeFormatter: (time: Time) => `${dateOf(time)} ${withSeconds(ms(time))}` },
    layout: { attributionLogo: true },
  });
  const candles = chart.addSeries(CandlestickSeries, { priceLineStyle: LineStyle.Dotted });
  const volumes = chart.addSeries(HistogramSeries, {
    priceScaleId: "",
    priceFormat: { type: "volume" },
    lastValueVisible: false,
    priceLineVisible: false,
  });
  volumes.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
  return { chart, candles, volumes };
}

function paint({ chart, candles }: Drawn): void {
  const { panel, muted, line, up, down, ink, font } = colours();
  chart.applyOptions({
    layout: {
      background: { type: ColorType.Solid, color: panel },
      textColor: muted,
      fontFamily: font,
      fontSize: 11,
    },
    grid: { vertLines: { color: line }, horzLines: { color: line } },
    crosshair: {
      vertLine: { color: muted, labelBackgroundColor: ink },
      horzLine: { color: muted, labelBackgroundColor: ink },
    },
  });
  candles.applyOptions({
    upColor: up,
    borderUpColor: up,
    wickUpColor: up,
    downColor: down,
    borderDownColor: down,
    wickDownColor: down,
  });
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    panel: value("--panel"),
    muted: value("--muted"),
    line: value("--grid"),
    ink: value("--crosshair"),
    up: value("--up"),
    down: value("--down"),
    upVolume: value("--up-volume"),
    downVolume: value("--down-volume"),
    font: value("--font"),
  };
}

function bar({ start, open, high, low, close }: Candle): CandlestickData {
  return {
    time: seconds(start),
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
  };
}

function volume(
  candle: Candle,
  { upVolume, downVolume }: ReturnType<typeof colours>,
): HistogramData {
  const rose = Number(candle.close) >= Number(candle.open);
  return {
    time: seconds(candle.start),
    value: Number(candle.volume),
    color: rose ? upVolume : downVolume,
  };
}

function seconds(start: number): UTCTimestamp {
  return Math.floor(start / 1_000) as UTCTimestamp;
}

function ms(time: Time): number {
  return typeof time === "number" ? time * 1_000 : 0;
}

const dayAndMonth = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });

function dateOf(time: Time): string {
  return dayAndMonth.format(ms(time));
}

/** The chart counts in UTC; its labels are in the time of whoever looks. */
function tickMark(time: Time, type: TickMarkType): string {
  switch (type) {
    case TickMarkType.Time:
      return hoursAndMinutes(ms(time));
    case TickMarkType.TimeWithSeconds:
      return withSeconds(ms(time));
    default:
      return dateOf(time);
  }
}
