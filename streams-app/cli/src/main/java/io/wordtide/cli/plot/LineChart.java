package io.wordtide.cli.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.apache.commons.text.StringEscapeUtils.escapeXml10;

import io.wordtide.text.TextFileException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves on common axes.
 *
 * @param title printed above the chart
 * @param xTitle printed below the chart
 * @param yTitle printed beside the chart
 * @param logarithmic whether the y axis is logarithmic
 * @param curves at least one, with distinct names
 */
public record LineChart(String title, String xTitle, String yTitle, boolean logarithmic, List<Curve> curves) {

    private static final int WIDTH = 1100; // pixels, 200 of them for the legend
    private static final int HEIGHT = 560; // pixels
    private static final float LINE_WIDTH = 2; // pixels

    /** On a logarithmic axis that spans more, labels between the powers of ten would overlap. */
    private static final double DENSE_SPAN = 20;

    private static final float GRID_WIDTH = 0.5f; // pixels
    private static final Color GRID = new Color(0xD0D0D0);

    /** Okabe and Ito's colours, which colour-blind people can distinguish, without yellow, too pale on white. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000));

    private static final List<float[]> DASHES =
            List.of(new float[] {1, 0}, new float[] {7, 4}, new float[] {2, 3}, new float[] {10, 3, 2, 3});

    /**
     * A line.
     *
     * @param name shown in the legend
     * @param x ascending, at least one
     * @param y greater than 0 on a logarithmic axis; as many as {@code x}
     * @param colour number of its colour, from 0; colours repeat after the last
     * @param dash number of its pattern, from 0 for a solid line; patterns repeat after the last
     */
    public record Curve(String name, double[] x, double[] y, int colour, int dash) {}

    /** The formats a chart can be written in, by the extension of a file's name. */
    public static final String EXTENSIONS = ".png or .svg";

    /** Whether a chart can be written to a file of this name. */
    public static boolean canWrite(Path file) {
        return hasExtension(file, ".png") || hasExtension(file, ".svg");
    }

    /**
     * Draws the chart to a PNG or SVG file, by its name, replacing an existing file. Text in the SVG is drawn as shapes,
     * so that it looks the same everywhere; the elements {@code title} and {@code desc} describe the chart.
     *
     * @throws TextFileException if the file cannot be written
     */
    public void write(Path file) {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = chart();
        try {
            Files.write(
                    file,
                    hasExtension(file, ".svg") ? svg(chart) : BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG));
        } catch (IOException e) {
            throw new TextFileException("cannot write %s: %s".formatted(file, e), e);
        }
    }

    private byte[] svg(XYChart chart) throws IOException {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, drawn, VectorGraphicsFormat.SVG);
        String svg = drawn.toString(UTF_8);
        int content = svg.indexOf('>', svg.indexOf("<svg")) + 1;
        String names = curves.stream().map(Curve::name).collect(joining("; "));
        return (svg.substring(0, content)
                        + "\n  <title>" + escapeXml10(title) + "</title>"
                        + "\n  <desc>" + escapeXml10(yTitle + " against " + xTitle + ": " + names) + "</desc>"
                        + svg.substring(content))
                .getBytes(UTF_8);
    }

    private static boolean hasExtension(Path file, String extension) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(extension);
    }

    private XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .theme(ChartTheme.Matlab)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        chart.getStyler().setYAxisLogarithmic(logarithmic).setYAxisLogarithmicDecadeOnly(span() > DENSE_SPAN);
        chart.getStyler()
                .setLocale(Locale.ROOT)
                .setXAxisDecimalPattern("#,##0.######")
                .setYAxisDecimalPattern("#,##0.######");
        chart.getStyler().setPlotGridLinesStroke(new BasicStroke(GRID_WIDTH)).setPlotGridLinesColor(GRID);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setLegendLayout(LegendLayout.Vertical);
        for (Curve curve : curves) {
            XYSeries series = chart.addSeries(curve.name(), curve.x(), curve.y());
            series.setLineColor(COLOURS.get(curve.colour() % COLOURS.size()));
            series.setLineStyle(stroke(DASHES.get(curve.dash() % DASHES.size())));
            series.setMarker(curve.x().length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setMarkerColor(COLOURS.get(curve.colour() % COLOURS.size()));
        }
        return chart;
    }

    /** The same on a logarithmic y axis. */
    LineChart onLogarithmicAxis() {
        return new LineChart(title, xTitle, yTitle, true, curves);
    }

    /** The greatest of all values divided by the least. */
    double span() {
        DoubleSummaryStatistics values = curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.y()))
                .summaryStatistics();
        return values.getMax() / values.getMin();
    }

    private static BasicStroke stroke(float[] dash) {
        boolean solid = dash[1] == 0;
        return solid
                ? new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }
}
