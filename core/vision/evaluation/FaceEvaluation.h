#pragma once

#include "core/base/Id.h"
#include "core/vision/FaceTypes.h"

#include <optional>
#include <vector>

namespace gatehouse::vision {

// Measures of face recognition over tables of results. Pure; any thread. Terms as in ISO/IEC 19795-1.

// One labelled pair of pictures. `similarity` is absent where a face was not found in one of them: such a pair counts
// as "different" at every threshold, and as a miss in every rate.
struct FacePair
{
    bool isSame = false;
    std::optional<float> similarity;
};

struct FacePairMeasures
{
    int pairs = 0;
    int detected = 0; // pairs with both faces found
    double accuracy = 0; // at the best threshold
    double eer = 0; // where false matches and false non-matches are equally frequent
    double tarAtFar1e2 = 0; // share of same pairs accepted where at most 1 % of the different ones are
    double tarAtFar1e3 = 0;
    double threshold = 0; // the one given
    double accuracyAtThreshold = 0;
};

// A pair is accepted when its similarity is at or above the threshold. Rates over no pairs are 0.
FacePairMeasures measurePairs(const std::vector<FacePair>& pairs, float threshold);

// One search of the gallery. `person` is who it is, absent for a stranger; `match` is absent where no face was found,
// which counts as "nobody".
struct FaceProbe
{
    std::optional<PersonId> person;
    std::optional<FaceMatch> match;
};

struct FaceIdentificationMeasures
{
    int probes = 0; // of enrolled persons
    int strangers = 0;
    double rank1 = 0; // share of probes whose most similar person is the right one, at any similarity
    double tpir = 0; // share of probes that the shipped rule names rightly
    double fpir = 0; // share of strangers that the shipped rule names
    double tpirAtFpir1e2 = 0; // share named rightly by the lowest threshold on the similarity alone that names at most
                              // 1 % of the strangers
};

FaceIdentificationMeasures measureIdentification(const std::vector<FaceProbe>& probes);

// The value below which `share` (0..1) of the values lie, between neighbours linearly; 0 of none.
double quantile(std::vector<double> values, double share);

} // namespace gatehouse::vision
