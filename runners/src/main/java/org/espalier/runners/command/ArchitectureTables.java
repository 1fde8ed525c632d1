package org.espalier.runners.command;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.models.catalog.PublishedArchitecture;
import org.espalier.models.catalog.PublishedArchitectures;
import org.espalier.models.layer.CountingRule;

/** Sizes of published architectures, for people and as CSV. */
final class ArchitectureTables {

  private static final String HEAD =
      "name,network,parameters,madds_conv,madds_conv_fc,madds_profiler,"
          + "published_parameters,published_madds\n";
  private static final String ROW = "%-16s %-21s %10s %10s %9s %9s %9s %10s  %s%n";
  private static final double MILLION = 1e6;

  private ArchitectureTables() {}

  static String csv(List<ArchitectureSize> sizes) {
    return HEAD + sizes.stream().map(ArchitectureTables::row).collect(Collectors.joining("\n"));
  }

  static String text(List<ArchitectureSize> sizes) {
    var text = new StringBuilder("Sizes in millions.\n\n");
    text.append(ROW.formatted("", "", "parameters", "", "madds", "", "", "", "").stripTrailing());
    text.append('\n');
    text.append(
        ROW.formatted(
            "name",
            "network",
            "counted",
            "published",
            "conv",
            "conv+fc",
            "profiler",
            "published",
            "what follows"));
    for (var size : sizes) {
      text.append(
          ROW.formatted(
              size.architecture().name(),
              size.network().name(),
              "%.3f".formatted(size.counted().parameters() / MILLION),
              figure(size.parameters()),
              madds(size, CountingRule.CONV),
              madds(size, CountingRule.CONV_FC),
              madds(size, CountingRule.PROFILER),
              figure(size.madds()),
              size.follows()));
    }
    return text.append('\n').append(notes()).append('\n').append(papers()).toString();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static String row(ArchitectureSize size) {
    var counts =
        Arrays.stream(CountingRule.values())
            .map(rule -> Long.toString(size.counted().madds(rule)))
            .collect(Collectors.joining(","));
    return String.join(
        ",",
        size.architecture().name(),
        size.network().name(),
        Long.toString(size.counted().parameters()),
        counts,
        units(size.parameters()),
        units(size.madds()));
  }

  private static String madds(ArchitectureSize size, CountingRule rule) {
    return "%.2f".formatted(size.counted().madds(rule) / MILLION);
  }

  private static String figure(Optional<BigDecimal> published) {
    return published.map(BigDecimal::toPlainString).orElse("");
  }

  private static String units(Optional<BigDecimal> published) {
    return published.map(figure -> ArchitectureSize.units(figure).toString()).orElse("");
  }

  private static String notes() {
    return PublishedArchitectures.all().stream()
        .filter(found -> !found.note().isEmpty())
        .map(found -> "%-16s %s%n".formatted(found.name(), found.note()))
        .collect(Collectors.joining());
  }

  private static String papers() {
    return PublishedArchitectures.all().stream()
        .map(ArchitectureTables::paper)
        .distinct()
        .collect(Collectors.joining());
  }

  private static String paper(PublishedArchitecture found) {
    var space = found.space().isEmpty() ? "" : " (space " + found.space() + ")";
    return "%s. %d. %s%s%n".formatted(found.paper(), found.year(), found.link(), space);
  }
}
