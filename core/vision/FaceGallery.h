#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/vision/FaceTypes.h"
#include "core/vision/ModelCatalogue.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace gatehouse::vision {

// When two vectors are of one person. The shipped values are measured (RECOGNITION.md) and stand in the catalogue.
struct FaceThresholds
{
    float verify = 0.40F; // one against one
    float identify100 = 0.45F; // one against 100 templates
    float identify500 = 0.50F;
    float identifyMore = 0.55F; // against 1,500
    // Needed between the best and the best of any other person; below it nobody can say which of the two it is.
    float margin = 0.05F;
    // This far below the threshold the answer is Unsure, further below Unknown.
    float unsureBand = 0.05F;

    static Result<FaceThresholds> fromCatalogue(const ModelCatalogue& catalogue);

    // The similarity a gallery of that many templates asks for. Every template is one more chance for a stranger to be
    // alike: at one false match in 100 strangers the needed similarity measured 0.386, 0.426, 0.447, 0.478 for 40, 100,
    // 200, 300 templates, whether one or three a person. Linear in the logarithm between the catalogue's values;
    // beyond them it rises by 0.08 for every tenfold, as the impostors' tail does between 10^-3 and 10^-5.
    [[nodiscard]] float identify(std::size_t templates) const;
};

struct FaceGalleryEntry
{
    PersonId person;
    FaceVector vector; // unit length
};

// Brings a probe into the space the gallery's templates are kept in, keeping lengths and angles. Called on any thread.
using FaceTransform = std::function<FaceVector(const FaceVector&)>;

// The enrolled templates as they were at one moment: immutable, so any thread may search it at any time. Several
// templates a person; the person's similarity is that of the most similar one. The search is exact, over one block of
// memory: 0.3 ms for 3,000 templates of 512 values.
class FaceGallery
{
public:
    FaceGallery() = default; // nobody
    // InvalidArgument when the vectors differ in length, are not of unit length, or a person is invalid.
    // Without a transform probes are compared as they are.
    static Result<FaceGallery> create(
        const std::vector<FaceGalleryEntry>& entries, FaceThresholds thresholds = {}, FaceTransform transform = {});

    // Known: the best is above the threshold and leads the best of any other person by the margin. Unsure: above it
    // without that lead, or just below it. Unknown: anything else, and everything with an empty gallery or a probe of
    // another length.
    [[nodiscard]] FaceMatch search(const FaceVector& probe) const;

    [[nodiscard]] std::size_t personCount() const { return m_persons.size(); }
    [[nodiscard]] std::size_t templateCount() const { return m_owners.size(); }
    [[nodiscard]] float threshold() const { return m_thresholds.identify(templateCount()); }

private:
    FaceThresholds m_thresholds;
    FaceTransform m_transform;
    std::size_t m_stride = 0; // values a template, padded with zeros
    std::size_t m_length = 0;
    std::vector<float> m_values; // grouped by person
    std::vector<std::size_t> m_owners; // index into m_persons, a template each
    std::vector<PersonId> m_persons;
};

// Cosine of two vectors of unit length; 0 when they differ in length.
float similarity(const FaceVector& left, const FaceVector& right);

} // namespace gatehouse::vision
