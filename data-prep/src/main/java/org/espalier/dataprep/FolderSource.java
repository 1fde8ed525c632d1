package org.espalier.dataprep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.espalier.dataprep.listing.Bytes;
import org.espalier.dataprep.listing.Choice;
import org.espalier.dataprep.listing.Chooser;
import org.espalier.dataprep.listing.GivenList;
import org.espalier.dataprep.listing.ImageListing;
import org.espalier.dataprep.listing.NameOrder;

/**
 * Image files in folders or tars.
 *
 * @param catalogue where they are
 * @param chooser which are taken
 */
public record FolderSource(ImageListing catalogue, Chooser chooser) implements Preparation.Source {

  @Override
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("input", absolute(catalogue.input()));
    var classes = new TreeSet<>(NameOrder.UTF_8);
    classes.addAll(catalogue.classes());
    settings.put("classes", classes.isEmpty() ? "all" : String.join(",", classes));
    if (!catalogue.index().isEmpty()) {
      settings.put("index", absolute(catalogue.index()));
    }
    if (chooser instanceof Choice choice) {
      settings.put("fractions", choice.fractions().toString());
      settings.put(
          "rounding", choice.fractions().rounding().name().toLowerCase(java.util.Locale.ROOT));
      settings.put("choice_seed", Long.toString(choice.seed()));
    } else if (chooser instanceof GivenList list) {
      settings.put("list", absolute(list.file()));
    }
    return settings;
  }

  @Override
  public Listed list(PreparedFolder folder, Jobs jobs) throws IOException {
    return new Listing(catalogue, chooser).run(folder, jobs);
  }

  static String absolute(String path) {
    return Bytes.isRemote(path) ? path : Path.of(path).toAbsolutePath().normalize().toString();
  }
}
