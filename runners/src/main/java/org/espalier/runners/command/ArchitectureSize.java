package org.espalier.runners.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.models.catalog.CountedSize;
import org.espalier.models.catalog.PublishedCell;
import org.espalier.models.catalog.PublishedCells;
import org.espalier.models.catalog.PublishedSize;
import org.espalier.models.layer.CountingRule;
import org.espalier.models.space.DartsMacro;

/** A published architecture on one of the networks: what was counted beside what was published. */
record ArchitectureSize(
    PublishedCell cell,
    DartsMacro macro,
    CountedSize counted,
    Optional<BigDecimal> parameters,
    Optional<BigDecimal> madds,
    String follows) {

  /** Each architecture on each network. */
  static List<ArchitectureSize> all() {
    return PublishedCells.all().stream()
        .flatMap(
            cell -> Stream.of(DartsMacro.CIFAR, DartsMacro.IMAGENET).map(macro -> of(cell, macro)))
        .toList();
  }

  private static ArchitectureSize of(PublishedCell cell, DartsMacro macro) {
    var counted = cell.counted(macro);
    var published = cell.published(macro);
    return new ArchitectureSize(
        cell,
        macro,
        counted,
        published.map(PublishedSize::parameters),
        published.flatMap(PublishedSize::madds),
        published.map(size -> follows(size, counted)).orElse("not published"));
  }

  private static String follows(PublishedSize size, CountedSize counted) {
    var parameters = parametersFollow(size, counted);
    if (size.madds().isEmpty()) {
      return parameters;
    }
    var rules =
        size.rulesThatFollow(counted).stream()
            .map(CountingRule::label)
            .collect(Collectors.joining(" or "));
    return parameters
        + (rules.isEmpty() ? ", MADDS BY NO RULE" : ", multiply-adds match by " + rules);
  }

  private static String parametersFollow(PublishedSize size, CountedSize counted) {
    if (size.parametersFollow(counted)) {
      return "parameters match";
    }
    return size.parametersWithinAPercent(counted)
        ? "parameters within 1 %"
        : "PARAMETERS DO NOT FOLLOW";
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", cell.name());
    json.put("network", macro.name());
    json.put("parameters", counted.parameters());
    for (var rule : CountingRule.values()) {
      json.put("madds_" + rule.label().replace('+', '_'), counted.madds(rule));
    }
    parameters.ifPresent(figure -> json.put("published_parameters", units(figure)));
    madds.ifPresent(figure -> json.put("published_madds", units(figure)));
    json.put("follows", follows);
    return json;
  }

  /** A figure in millions as a whole number. */
  static BigInteger units(BigDecimal millions) {
    return millions.movePointRight(6).toBigIntegerExact();
  }
}
