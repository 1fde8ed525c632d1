package org.espalier.dataprep.nb201;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.pickle.PickleLimits;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.benchmark.Nb201Completeness;

/**
 * NATS-Bench's "simple" archive of the topology space: {@code meta.pickle.pbz2} and a file an
 * architecture, each a pickle in bz2. One architecture is in memory at a time.
 *
 * <p><b>Source:</b> Dong, Liu, Musial and Gabrys, NATS-Bench, 2021; the layout is that of its
 * {@code ArchResults.state_dict}.
 *
 * @param path the archive's folder
 */
record NatsArchive(String path) implements Nb201Source {

  private static final Pattern SIZE_SPACE = Pattern.compile("\\d{1,4}(:\\d{1,4}){4}");

  /** Of an architecture's results, unpacked: some times as many as the largest have. */
  private static final PickleLimits LIMITS = PickleLimits.of(64 << 20);

  @Override
  public String contentsFile() {
    return file("meta").toString();
  }

  /** Some seconds of work. */
  @Override
  public int stretch() {
    return 125;
  }

  @Override
  public List<Nb201Row> rows(int first, int end) throws IOException {
    var architectures = architectures();
    var rows = new ArrayList<Nb201Row>();
    for (int index = first; index < Math.min(end, architectures.size()); index++) {
      rows.add(row(index, architectures.get(index)));
    }
    return rows;
  }

  @Override
  public Contents contents() throws IOException {
    var architectures = architectures();
    // Said before what it lacks: another space lacks nearly all.
    if (hasFile(0)) {
      checkSpace(file(0), read(file(0)));
    }
    var all = new Nb201Completeness();
    for (int index = 0; index < architectures.size(); index++) {
      try {
        all.add(architectures.get(index), "place " + index);
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "%s, place %d: %s".formatted(file("meta"), index, wrong.getMessage()), wrong);
      }
    }
    return new Contents(architectures, "percent", all.missing());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private List<String> architectures() throws IOException {
    var file = file("meta");
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + " is not there: name the unpacked NATS-tss-v1_0-…-simple folder");
    }
    if (!(read(file) instanceof Map<?, ?> meta
        && meta.get("meta_archs") instanceof List<?> archs
        && !archs.isEmpty()
        && archs.stream().allMatch(String.class::isInstance))) {
      throw new IllegalArgumentException(file + " must list the architectures under meta_archs");
    }
    var texts = archs.stream().map(String.class::cast).toList();
    if (texts.stream().allMatch(text -> SIZE_SPACE.matcher(text).matches())) {
      throw sizeSpace(file);
    }
    return texts;
  }

  private static IllegalArgumentException sizeSpace(Path file) {
    return new IllegalArgumentException(
        file
            + " is of NATS-Bench's size search space, not of the topology space, which is"
            + " NAS-Bench-201: use NATS-tss-v1_0-3ffb9-simple");
  }

  private Path file(String stem) {
    return Path.of(path, stem + ".pickle.pbz2");
  }

  /**
   * The results of an architecture, under the archive's name or the short one that is also read.
   */
  private Path file(int index) {
    if (!hasFile(index)) {
      throw new IllegalArgumentException(
          "%s is not there: the archive is incomplete, unpack it again".formatted(padded(index)));
    }
    return Files.isRegularFile(padded(index)) ? padded(index) : plain(index);
  }

  private boolean hasFile(int index) {
    return Files.isRegularFile(padded(index)) || Files.isRegularFile(plain(index));
  }

  private Path padded(int index) {
    return file(String.format(Locale.ROOT, "%06d", index));
  }

  private Path plain(int index) {
    return file(Integer.toString(index));
  }

  private static void checkSpace(Path file, Object content) {
    if (content instanceof Map<?, ?> map && map.containsKey("90") && !map.containsKey("200")) {
      throw sizeSpace(file);
    }
  }

  private Nb201Row row(int index, String arch) throws IOException {
    var file = file(index);
    var content = read(file);
    checkSpace(file, content);
    if (!(content instanceof Map<?, ?> byEpochs
        && byEpochs.get("12") instanceof Map<?, ?> twelve
        && byEpochs.get("200") instanceof Map<?, ?> full)) {
      throw new IllegalArgumentException(file + " must have results of 12 and of 200 epochs");
    }
    if (!arch.equals(full.get("arch_str"))) {
      throw new IllegalArgumentException(
          "%s is of %s, not of %s as meta.pickle.pbz2 says"
              .formatted(file, Pickle.describe(full.get("arch_str")), arch));
    }
    var at12 = new NatsResults(file, twelve);
    var at200 = new NatsResults(file, full);
    return Nb201Row.newBuilder()
        .setIndex(index)
        .setArch(arch)
        .setCifar10ValidAcc12(at12.accuracy("cifar10-valid", "x-valid"))
        .setCifar10TestAcc12(optional(at12.maybe("cifar10", "ori-test")))
        .setCifar100ValidAcc12(at12.accuracy("cifar100", "x-valid"))
        .setCifar100TestAcc12(optional(at12.maybe("cifar100", "x-test")))
        .setImagenet16ValidAcc12(at12.accuracy("ImageNet16-120", "x-valid"))
        .setImagenet16TestAcc12(optional(at12.maybe("ImageNet16-120", "x-test")))
        .setCifar10ValidAcc200(optional(at200.maybe("cifar10-valid", "x-valid")))
        .setCifar10TestAcc200(at200.accuracy("cifar10", "ori-test"))
        .setCifar100ValidAcc200(optional(at200.maybe("cifar100", "x-valid")))
        .setCifar100TestAcc200(at200.accuracy("cifar100", "x-test"))
        .setImagenet16ValidAcc200(optional(at200.maybe("ImageNet16-120", "x-valid")))
        .setImagenet16TestAcc200(at200.accuracy("ImageNet16-120", "x-test"))
        .setCifar100ValidtestAcc200(optional(at200.maybe("cifar100", "ori-test")))
        .setImagenet16ValidtestAcc200(optional(at200.maybe("ImageNet16-120", "ori-test")))
        .setSeeds200(at200.seeds("cifar10-valid"))
        .setCifar10TrainTimeS200(optional(at200.maybeSeconds("cifar10-valid")))
        .setCifar10fullTrainTimeS200(at200.seconds("cifar10"))
        .setCifar100TrainTimeS200(optional(at200.maybeSeconds("cifar100")))
        .setImagenet16TrainTimeS200(at200.seconds("ImageNet16-120"))
        .build();
  }

  @SuppressWarnings("NullAway") // null is Avro's word for absent
  private static Double optional(Optional<Double> value) {
    return value.orElse(null);
  }

  private static Object read(Path file) throws IOException {
    try (var in =
        new BufferedInputStream(
            new BZip2CompressorInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16), true),
            1 << 16)) {
      return Pickle.read(file.toString(), in, LIMITS);
    } catch (IOException damaged) {
      throw new IOException(file + " cannot be read: " + damaged.getMessage(), damaged);
    }
  }
}
