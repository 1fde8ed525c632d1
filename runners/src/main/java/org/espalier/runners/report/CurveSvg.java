package org.espalier.runners.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A curve of fractions as SVG, with a band around it where there is a spread.
 *
 * @param horizontal what the horizontal axis counts
 * @param vertical what the curve shows
 * @param points the points, from left to right
 */
record CurveSvg(String horizontal, String vertical, List<Point> points) {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 20;
  private static final int BOTTOM = 45;
  private static final int TICKS = 5;

  /**
   * A point with its band; low and high are y where there is none.
   *
   * @param x the count
   * @param y the value, a fraction
   * @param low lower end of the band
   * @param high upper end of the band
   */
  record Point(double x, double y, double low, double high) {}

  /** The drawing; empty where there is no point. */
  String draw() {
    if (points.isEmpty()) {
      return "";
    }
    var band = new ArrayList<String>();
    points.forEach(point -> band.add(at(point.x(), point.high())));
    for (var i = points.size() - 1; i >= 0; i--) {
      band.add(at(points.get(i).x(), points.get(i).low()));
    }
    var line =
        points.stream().map(point -> at(point.x(), point.y())).collect(Collectors.joining(" "));
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" role="img" \
        font-family="sans-serif" font-size="11" fill="currentColor">
        %s<polygon points="%s" fill="#4b7a47" fill-opacity="0.2"/>
        <polyline points="%s" fill="none" stroke="#4b7a47" stroke-width="2"/>
        </svg>
        """
        .formatted(WIDTH, HEIGHT, WIDTH, axes(), String.join(" ", band), line);
  }

  private String axes() {
    var axes = new StringBuilder();
    for (var tick = 0; tick <= TICKS; tick++) {
      var value = lowest() + (highest() - lowest()) * tick / TICKS;
      axes.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%d %.1fH%d\" stroke=\"#888\" stroke-opacity=\"0.3\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f %%</text>%n",
              LEFT,
              y(value),
              WIDTH - RIGHT,
              LEFT - 6,
              y(value) + 4,
              100 * value));
    }
    for (var end : List.of(first(), last())) {
      axes.append(text(x(end), HEIGHT - BOTTOM + 16, String.format(Locale.ROOT, "%.0f", end)));
    }
    axes.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, horizontal));
    return axes.append(text((LEFT + WIDTH - RIGHT) / 2.0, 14, vertical)).toString();
  }

  private static String text(double x, double y, String content) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n",
        x,
        y,
        Markup.escaped(content));
  }

  private String at(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(x), y(y));
  }

  private double x(double count) {
    var range = Math.max(last() - first(), 1);
    return LEFT + (count - first()) / range * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    var share = (value - lowest()) / (highest() - lowest());
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private double first() {
    return points.get(0).x();
  }

  private double last() {
    return points.get(points.size() - 1).x();
  }

  private double lowest() {
    return points.stream().mapToDouble(Point::low).min().orElse(0);
  }

  /** Above the lowest, so that a flat curve has a scale too. */
  private double highest() {
    return Math.max(points.stream().mapToDouble(Point::high).max().orElse(1), lowest() + 0.001);
  }
}
