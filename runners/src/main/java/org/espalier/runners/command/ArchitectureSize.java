package org.espalier.runners.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.models.catalog.CountedSize;
import org.espalier.models.catalog.PublishedArchitecture;
import org.espalier.models.catalog.PublishedArchitectures;
import org.espalier.models.catalog.PublishedNetwork;
import org.espalier.models.catalog.PublishedSize;
import org.espalier.models.layer.CountingRule;

/** A published architecture on one of the networks: what was counted beside what was published. */
record ArchitectureSize(
    PublishedArchitecture architecture,
    PublishedNetwork network,
    CountedSize counted,
    Optional<BigDecimal> parameters,
    Optional<BigDecimal> madds,
    String follows) {

  /** Each architecture on each network. */
  static List<ArchitectureSize> all() {
    return PublishedArchitectures.all().stream()
        .flatMap(found -> found.networks().stream().map(network -> of(found, network)))
        .toList();
  }

  private static ArchitectureSize of(PublishedArchitecture architecture, PublishedNetwork network) {
    var counted = architecture.counted(network);
    var published = architecture.published(network);
    return new ArchitectureSize(
        architecture,
        network,
        counted,
        published.flatMap(PublishedSize::parameters),
        published.flatMap(PublishedSize::madds),
        published.map(size -> follows(size, counted)).orElse("not published"));
  }

  private static String follows(PublishedSize size, CountedSize counted) {
    var said = new ArrayList<String>();
    size.parameters().ifPresent(figure -> said.add(parametersFollow(size, counted)));
    size.madds().ifPresent(figure -> said.add(maddsFollow(size, counted)));
    return String.join(", ", said);
  }

  private static String maddsFollow(PublishedSize size, CountedSize counted) {
    var rules =
        size.rulesThatFollow(counted).stream()
            .map(CountingRule::label)
            .collect(Collectors.joining(" or "));
    return rules.isEmpty() ? "MADDS BY NO RULE" : "multiply-adds match by " + rules;
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
    json.put("name", architecture.name());
    json.put("network", network.name());
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
