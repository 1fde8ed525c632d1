package org.espalier.dataprep;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.dataprep.image.SourceFormat;
import org.espalier.models.pickle.ByteArray;
import org.espalier.models.pickle.Pickle;
import org.espalier.models.pickle.PickleLimits;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AtomicFile;
import org.espalier.transforms.pipeline.Engine;

/**
 * ImageNet16 from its Python pickles, the first classes of it: ImageNet16-120 is the first 120.
 *
 * <p><b>Source:</b> Chrabaszcz, Loshchilov and Hutter, A downsampled variant of ImageNet, 2017; the
 * checksums are those of the NAS-Bench-201 authors' loader.
 *
 * @param input the folder with {@code train_data_batch_1} to {@code _10} and {@code val_data}
 * @param classes classes to keep, in [1, 1000]
 * @param checksums MD5 of each file, by its name
 */
public record ImageNet16Source(String input, int classes, Map<String, String> checksums)
    implements Preparation.Source {

  /** The published files. */
  public static final Map<String, String> PUBLISHED =
      Map.ofEntries(
          Map.entry("train_data_batch_1", "27846dcaa50de8e21a7d1a35f30f0e91"),
          Map.entry("train_data_batch_2", "c7254a054e0e795c69120a5727050e3f"),
          Map.entry("train_data_batch_3", "4333d3df2e5ffb114b05d2ffc19b1e87"),
          Map.entry("train_data_batch_4", "1620cdf193304f4a92677b695d70d10f"),
          Map.entry("train_data_batch_5", "348b3c2fdbb3940c4e9e834affd3b18d"),
          Map.entry("train_data_batch_6", "6e765307c242a1b3d7d5ef9139b48945"),
          Map.entry("train_data_batch_7", "564926d8cbf8fc4818ba23d2faac7564"),
          Map.entry("train_data_batch_8", "f4755871f718ccb653440b9dd0ebac66"),
          Map.entry("train_data_batch_9", "bb6dd660c38c58552125b1a92f86b5d4"),
          Map.entry("train_data_batch_10", "8f03f34ac4b42271a294f91bf480f29b"),
          Map.entry("val_data", "3410e3017fdaefba8d5073aaa65e4bd6"));

  private static final int ALL = 1_000;

  /** Several times as many bytes as the largest of the files has. */
  private static final PickleLimits LIMITS = PickleLimits.of(512L << 20);

  private static final int PIXELS = SourceFormat.PLANES_16.recordBytes();

  /** Checks the range. */
  public ImageNet16Source {
    checksums = Map.copyOf(checksums);
    if (classes < 1 || classes > ALL) {
      throw new IllegalArgumentException("--classes must be in [1, 1000], was " + classes);
    }
  }

  @Override
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("input", FolderSource.absolute(input));
    settings.put("source", "imagenet16");
    settings.put("classes", Integer.toString(classes));
    return settings;
  }

  @Override
  public Listed list(PreparedFolder folder, Engine engine) throws IOException {
    var root = Path.of(input).toAbsolutePath().normalize();
    // By number, not by name: batch 10 comes last.
    var names = new TreeMap<String, String>();
    for (var name : checksums.keySet()) {
      var number = name.replaceAll("\\D", "");
      names.put(
          number.isEmpty() ? name : String.format(Locale.ROOT, "%09d", Long.parseLong(number)),
          name);
      if (!Files.isRegularFile(root.resolve(name))) {
        throw new IllegalArgumentException(
            "there is no %s in %s: it takes %d files".formatted(name, root, checksums.size()));
      }
    }
    var images = new ArrayList<SourceImage>();
    for (var name : names.values()) {
      read(root.resolve(name), String.valueOf(checksums.get(name)), folder, images);
    }
    var words = new ArrayList<String>();
    for (int label = 1; label <= classes; label++) {
      words.add(word(label));
    }
    var ordered = new ArrayList<SourceImage>();
    for (var split : List.of("train", "val")) {
      ordered.addAll(images.stream().filter(image -> image.getSplit().equals(split)).toList());
    }
    return new Listed(
        List.of("train", "val"), words, ordered, List.of(), InputCount.all(ordered.size()));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private void read(Path file, String md5, PreparedFolder folder, List<SourceImage> images)
      throws IOException {
    var digest = md5();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    var is = String.format(Locale.ROOT, "%032x", new BigInteger(1, digest.digest()));
    if (!is.equals(md5)) {
      throw new IllegalArgumentException(
          "%s has the MD5 %s, not %s: download it again".formatted(file, is, md5));
    }
    Object content;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      content = Pickle.read(file.toString(), in, LIMITS);
    }
    if (!(content instanceof Map<?, ?> map
        && map.get("data") instanceof ByteArray data
        && map.get("labels") instanceof List<?> labels
        && data.shape().equals(List.of((long) labels.size(), (long) PIXELS)))) {
      throw new IllegalArgumentException(
          file + " must be a dictionary of data [N, 768] and N labels");
    }
    keep(file, data.bytes(), labels, folder, images);
  }

  /** Writes the pixels of the classes kept where workers can read them image by image. */
  private void keep(
      Path file, ByteBuffer data, List<?> labels, PreparedFolder folder, List<SourceImage> images)
      throws IOException {
    var name = String.valueOf(file.getFileName());
    var pixels = folder.work() + "/pixels/" + name;
    var split = name.startsWith("val") ? "val" : "train";
    var kept = new ArrayList<ByteBuffer>();
    for (int i = 0; i < labels.size(); i++) {
      if (!(labels.get(i) instanceof Long label) || label < 1 || label > ALL) {
        throw new IllegalArgumentException(
            "label %d of %s must be in [1, 1000], was %s"
                .formatted(i, file, Pickle.describe(labels.get(i))));
      }
      if (label <= classes) {
        images.add(
            SourceImage.newBuilder()
                .setSplit(split)
                .setClassName(word(label.intValue()))
                .setName(String.format(Locale.ROOT, "%s-%06d", name, i))
                .setFile(pixels)
                .setOffset((long) kept.size() * PIXELS)
                .setBytes(PIXELS)
                .setLabel(label.intValue())
                .build());
        kept.add(data.slice(i * PIXELS, PIXELS));
      }
    }
    AtomicFile.write(
        pixels,
        channel -> {
          for (var image : kept) {
            channel.write(image.duplicate());
          }
        });
  }

  private static String word(int label) {
    return String.format(Locale.ROOT, "%04d", label);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }
}
