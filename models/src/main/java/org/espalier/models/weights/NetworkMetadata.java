package org.espalier.models.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.models.catalog.GivenArchitecture;
import org.espalier.models.data.Normalization;
import org.espalier.models.layer.InputShape;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.space.BlockSize;
import org.espalier.models.space.CellSize;
import org.espalier.models.space.NetworkSize;
import org.espalier.models.space.SearchSpace;
import org.espalier.models.space.SearchSpaces;
import org.espalier.models.space.Stem;
import org.espalier.models.space.StemSettings;

/**
 * What a file of safetensors says of the network whose weights it holds, beside the tensors: all
 * that their shapes leave open.
 *
 * @param space the search space
 * @param text the architecture, its inputs in the order by which the tensors are named
 * @param pools what follows a pooling
 * @param form the network around it
 */
record NetworkMetadata(SearchSpace space, String text, PoolNorm pools, NetworkForm form) {

  private static final String VERSION = "espalier";
  private static final String NOW = "1";
  private static final String PUBLISHED = "published";
  private static final int LARGEST = 1 << 14;
  private static final int MOST_CLASSES = 1 << 17;
  private static final int LONGEST = 200;

  /** What is written beside the weights of a network. */
  static Map<String, String> of(Weights weights) {
    var architecture = weights.architecture();
    var form = weights.form();
    var said = new LinkedHashMap<String, String>();
    said.put("format", "pt");
    said.put(VERSION, NOW);
    said.put("names", weights.names().code());
    said.put("space", architecture.space().name());
    said.put("architecture", architecture.text());
    said.put("pools", architecture.pools().label());
    said.put("network", form.name());
    said.put("classes", Integer.toString(form.input().classes()));
    said.put("side", Integer.toString(form.input().height()));
    if (NetworkForm.isOfCells(architecture.space())) {
      var cells = form.size().cells(architecture.space().name());
      said.put("channels", Integer.toString(cells.channels()));
      said.put("cells", Integer.toString(cells.cells()));
      cells.stem().ifPresent(stem -> put(said, stem));
    } else {
      var blocks = form.size().blocks(architecture.space().name());
      said.put("width", Double.toString(blocks.width()));
      said.put("strides", blocks.strides().isEmpty() ? PUBLISHED : joined(blocks.strides()));
    }
    said.put("mean", joined(form.normalization().mean()));
    said.put("deviation", joined(form.normalization().std()));
    said.put("norm_epsilon", Float.toString(form.normEpsilon()));
    return said;
  }

  /**
   * What a file says; empty where Espalier has not written it.
   *
   * @throws IllegalArgumentException naming the file, the key and what is wrong with its value
   */
  static Optional<NetworkMetadata> in(WeightsFile file) {
    var said = file.metadata();
    if (!said.containsKey(VERSION)) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(said));
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      var why = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          "%s: its metadata are damaged: %s"
              .formatted(file.path(), why.substring(0, Math.min(LONGEST, why.length()))),
          wrong);
    }
  }

  /**
   * The architecture that was asked for, as this file has it.
   *
   * @throws IllegalArgumentException where the file is of another
   */
  GivenArchitecture agreed(GivenArchitecture given, Path file) {
    var genotype = space.parse(text);
    boolean agree =
        space.name().equals(given.space().name())
            && Arrays.equals(space.encoding(genotype), space.encoding(given.genotype()));
    if (!agree) {
      throw new IllegalArgumentException(
          "%s holds the weights of another architecture than %s: of %s in space %s"
              .formatted(
                  file,
                  Pickle.describe(given.name()),
                  Pickle.describe(genotype.getText()),
                  space.name()));
    }
    return new GivenArchitecture(given.name(), space, text, genotype, pools);
  }

  /**
   * The form, perhaps for images of another size.
   *
   * @param network the form that was asked for; empty for the file's
   * @throws IllegalArgumentException where the file is of another
   */
  NetworkForm agreed(Optional<String> network, Path file) {
    if (network.isEmpty()) {
      return form;
    }
    var named = NetworkForm.named(network.get(), space, form.input().classes());
    // Only names of blocks have the size of the images.
    var wanted = NetworkForm.isOfCells(space) ? form : form.ofSide(named.input().height());
    if (!named.name().equals(wanted.name())) {
      throw new IllegalArgumentException(
          "--network must be %s, as %s says, was %s"
              .formatted(form.name(), file, Pickle.describe(network.get())));
    }
    return wanted;
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static NetworkMetadata read(Map<String, String> said) {
    if (!NOW.equals(said.get(VERSION))) {
      throw new IllegalArgumentException(
          "%s must be %s, was %s: read the file with a newer Espalier"
              .formatted(VERSION, NOW, Pickle.describe(said.get(VERSION))));
    }
    var space = SearchSpaces.named(text(said, "space"));
    var text = text(said, "architecture");
    space.parse(text);
    var label = text(said, "pools");
    var pools =
        Arrays.stream(PoolNorm.values())
            .filter(one -> one.label().equals(label))
            .findFirst()
            .orElseThrow(() -> wrong("pools", "none, plain or affine", label));
    int side = whole(said, "side", 4, LARGEST);
    var input =
        new InputShape(side, side, NetworkForm.COLOURS, whole(said, "classes", 2, MOST_CLASSES));
    var mean = new Normalization(numbers(said, "mean"), numbers(said, "deviation"));
    var epsilon = text(said, "norm_epsilon");
    float parsed = Float.parseFloat(epsilon);
    if (!(parsed > 0 && parsed < 1)) {
      throw wrong("norm_epsilon", "in (0, 1)", epsilon);
    }
    var form = NetworkForm.of(space, size(space, said), input).with(mean, parsed);
    return new NetworkMetadata(space, text, pools, form);
  }

  private static NetworkSize size(SearchSpace space, Map<String, String> said) {
    if (NetworkForm.isOfCells(space)) {
      return new CellSize(
          whole(said, "channels", 1, LARGEST), whole(said, "cells", 1, 1000), stem(said));
    }
    var strides = text(said, "strides");
    return new BlockSize(
        Double.parseDouble(text(said, "width")),
        strides.equals(PUBLISHED)
            ? List.of()
            : Arrays.stream(strides.split(",", -1)).map(Integer::valueOf).toList());
  }

  private static Optional<StemSettings> stem(Map<String, String> said) {
    return said.containsKey("stem")
        ? Optional.of(
            new StemSettings(
                Stem.named(text(said, "stem")), whole(said, "stem_multiplier", 1, LARGEST)))
        : Optional.empty();
  }

  private static void put(Map<String, String> said, StemSettings stem) {
    said.put("stem", stem.kind().label());
    said.put("stem_multiplier", Integer.toString(stem.multiplier()));
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String text(Map<String, String> said, String key) {
    var value = said.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }

  private static int whole(Map<String, String> said, String key, int least, int most) {
    var value = text(said, key);
    var range = "a whole number in [%d, %d]".formatted(least, most);
    if (!value.matches("\\d{1,9}")) {
      throw wrong(key, range, value);
    }
    int number = Integer.parseInt(value);
    if (number < least || number > most) {
      throw wrong(key, range, value);
    }
    return number;
  }

  private static List<Double> numbers(Map<String, String> said, String key) {
    var parts = text(said, key).split(",", -1);
    if (parts.length != NetworkForm.COLOURS) {
      throw wrong(key, "three numbers with commas", text(said, key));
    }
    return Arrays.stream(parts).map(Double::valueOf).toList();
  }

  private static IllegalArgumentException wrong(String key, String range, String value) {
    return new IllegalArgumentException(
        "%s must be %s, was %s".formatted(key, range, Pickle.describe(value)));
  }
}
