package org.espalier.models.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.space.LearnedNetFile;
import org.espalier.models.space.NearestName;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.schemas.Genotype;

/**
 * An architecture as a command line gives it: the name of a published one, a text in the form of
 * its search space, or a file that holds either.
 *
 * @param name a published name, or the text as the space writes it
 * @param space the search space
 * @param text the text as it was given: it keeps the order in which a paper prints the inputs of
 *     DARTS cells, by which its authors' code names tensors
 * @param genotype the architecture
 * @param pools what follows a pooling when it is trained from scratch; {@link PoolNorm#NONE} unless
 *     its authors do otherwise
 */
public record GivenArchitecture(
    String name, SearchSpace space, String text, Genotype genotype, PoolNorm pools) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST_FILE = 1 << 20;

  /** Spaces that have the cells of others too, the largest first. */
  private static final List<String> LARGER = List.of("darts-all-edges", "darts-sequences");

  /**
   * The architecture of an argument.
   *
   * <p>A published name; else a file that exists, of text, of DARTS, Once-for-All or AutoSpace JSON
   * ({@code net_340M.config}), or of {@code {"space": …, "text": …}}; else a text. A text that is
   * an architecture of several spaces is told apart by the space's name and a colon before it, as
   * in {@code shufflenet:0,0,3,…}.
   *
   * @throws IllegalArgumentException naming the argument, and what is near it or expected
   * @throws UncheckedIOException if the file cannot be read
   */
  public static GivenArchitecture of(String argument) {
    var published = published(argument);
    if (published.isPresent()) {
      return published.get();
    }
    var file = file(argument);
    if (file.isPresent()) {
      var content = read(file.get()).strip();
      try {
        return published(content).orElseGet(() -> ofContent(content));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(argument + ": " + wrong.getMessage(), wrong);
      }
    }
    return ofText(argument.strip());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static Optional<GivenArchitecture> published(String name) {
    return PublishedArchitectures.all().stream()
        .filter(found -> found.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .map(
            found -> {
              var genotype =
                  found
                      .genotype()
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  found.name()
                                      + " is of no search space: nothing in it is decided"));
              return new GivenArchitecture(
                  found.name(), found.searchSpace(), found.text(), genotype, found.pools());
            });
  }

  private static GivenArchitecture ofContent(String content) {
    if (content.startsWith("{")) {
      var json = json(content);
      if (json.path("space").isTextual() && json.path("text").isTextual()) {
        return in(SearchSpaces.named(json.path("space").asText()), json.path("text").asText());
      }
      if (json.path("blocks").isArray() && json.has("classifier")) {
        var net = LearnedNetFile.parse(content);
        return in(net.space(), net.text());
      }
    }
    return ofText(content);
  }

  private static JsonNode json(String content) {
    try {
      return JSON.readTree(content);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("it is not JSON: " + malformed.getOriginalMessage());
    }
  }

  private static GivenArchitecture ofText(String text) {
    for (var space : SearchSpaces.all()) {
      if (text.startsWith(space.name() + ':')) {
        return in(space, text.substring(space.name().length() + 1).strip());
      }
    }
    var found = new ArrayList<GivenArchitecture>();
    for (var space : SearchSpaces.all()) {
      attempt(space, text).ifPresent(found::add);
    }
    // Cells of a space are cells of the larger ones too: the smallest is meant.
    for (var larger : LARGER) {
      if (found.size() > 1) {
        found.removeIf(one -> one.space().name().equals(larger));
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw found.isEmpty() ? unknown(text) : ambiguous(text, found);
  }

  private static Optional<GivenArchitecture> attempt(SearchSpace space, String text) {
    try {
      return Optional.of(in(space, text));
    } catch (IllegalArgumentException ofAnotherSpace) {
      return Optional.empty();
    }
  }

  private static GivenArchitecture in(SearchSpace space, String text) {
    var genotype = space.parse(text);
    return new GivenArchitecture(genotype.getText(), space, text, genotype, PoolNorm.NONE);
  }

  private static IllegalArgumentException unknown(String text) {
    var names = PublishedArchitectures.all().stream().map(PublishedArchitecture::name).toList();
    var near = NearestName.nearest(text, names);
    return new IllegalArgumentException(
        "'%s' is not a published architecture, a file, or an architecture of any search space%s: `espalier architectures` lists the names; give SPACE:TEXT to see what is wrong with a text"
            .formatted(text, near.map(name -> "; did you mean " + name + '?').orElse("")));
  }

  private static IllegalArgumentException ambiguous(String text, List<GivenArchitecture> found) {
    var names = found.stream().map(one -> one.space().name()).toList();
    return new IllegalArgumentException(
        "'%s' is an architecture of %s: write %s:%s"
            .formatted(text, String.join(" and of ", names), names.get(0), text));
  }

  private static Optional<Path> file(String argument) {
    try {
      var path = Path.of(argument);
      boolean named = argument.endsWith(".json") || argument.endsWith(".txt");
      return named || Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new IllegalArgumentException(
            "%s has %d bytes: no architecture is longer than %d"
                .formatted(file, Files.size(file), LARGEST_FILE));
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read as text", unreadable);
    }
  }
}
