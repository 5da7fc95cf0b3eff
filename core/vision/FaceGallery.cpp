#include "core/vision/FaceGallery.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gatehouse::vision {

namespace {

// Products are summed in this many lanes side by side, which the compiler turns into vector instructions; one running
// sum it may not reorder.
constexpr std::size_t Lanes = 16;
constexpr double UnitTolerance = 1e-3;
constexpr double TemplatesOfMore = 1500;
constexpr double RiseATenfold = 0.08;
constexpr double HighestThreshold = 0.75;

// Both hold `count` values, a multiple of Lanes.
float dot(const float* left, const float* right, std::size_t count)
{
    std::array<float, Lanes> sums {};
    for (std::size_t index = 0; index < count; index += Lanes) {
        for (std::size_t lane = 0; lane < Lanes; ++lane)
            sums[lane] += left[index + lane] * right[index + lane];
    }
    float total = 0;
    for (const float sum : sums)
        total += sum;
    return total;
}

std::vector<float> padded(const FaceVector& vector, std::size_t stride)
{
    std::vector<float> result(vector);
    result.resize(stride, 0.0F);
    return result;
}

double between(double value, double from, double fromResult, double to, double toResult)
{
    const double share = (std::log10(value) - std::log10(from)) / (std::log10(to) - std::log10(from));
    return fromResult + share * (toResult - fromResult);
}

} // namespace

Result<FaceThresholds> FaceThresholds::fromCatalogue(const ModelCatalogue& catalogue)
{
    const QStringView embedder = u"face-embedder";
    GATEHOUSE_TRY_ASSIGN(one, catalogue.threshold(embedder, u"verify"));
    GATEHOUSE_TRY_ASSIGN(hundred, catalogue.threshold(embedder, u"identify100"));
    GATEHOUSE_TRY_ASSIGN(fiveHundred, catalogue.threshold(embedder, u"identify500"));
    GATEHOUSE_TRY_ASSIGN(more, catalogue.threshold(embedder, u"identifyMore"));
    FaceThresholds thresholds;
    thresholds.verify = static_cast<float>(one);
    thresholds.identify100 = static_cast<float>(hundred);
    thresholds.identify500 = static_cast<float>(fiveHundred);
    thresholds.identifyMore = static_cast<float>(more);
    return thresholds;
}

float FaceThresholds::identify(std::size_t templates) const
{
    const auto count = static_cast<double>(std::max<std::size_t>(templates, 1));
    double needed = 0;
    if (count <= 100)
        needed = between(count, 1, verify, 100, identify100);
    else if (count <= 500)
        needed = between(count, 100, identify100, 500, identify500);
    else if (count <= TemplatesOfMore)
        needed = between(count, 500, identify500, TemplatesOfMore, identifyMore);
    else
        needed = std::min(HighestThreshold, double(identifyMore) + RiseATenfold * std::log10(count / TemplatesOfMore));
    return static_cast<float>(needed);
}

Result<FaceGallery> FaceGallery::create(
    const std::vector<FaceGalleryEntry>& entries, FaceThresholds thresholds, FaceTransform transform)
{
    FaceGallery gallery;
    gallery.m_thresholds = thresholds;
    gallery.m_transform = std::move(transform);
    if (entries.empty())
        return gallery;
    gallery.m_length = entries.front().vector.size();
    gallery.m_stride = (gallery.m_length + Lanes - 1) / Lanes * Lanes;

    std::vector<const FaceGalleryEntry*> ordered;
    ordered.reserve(entries.size());
    for (const FaceGalleryEntry& entry : entries) {
        const float squared = similarity(entry.vector, entry.vector);
        if (!entry.person.isValid() || entry.vector.size() != gallery.m_length
            || !(std::abs(squared - 1) <= UnitTolerance)) // written so that it also catches NaN
            return failure(
                ErrorCode::InvalidArgument, QStringLiteral("a face template is not a unit vector of a person"));
        ordered.push_back(&entry);
    }
    std::ranges::stable_sort(ordered, [](const auto* left, const auto* right) { return left->person < right->person; });
    gallery.m_values.reserve(entries.size() * gallery.m_stride);
    for (const FaceGalleryEntry* entry : ordered) {
        if (gallery.m_persons.empty() || gallery.m_persons.back() != entry->person)
            gallery.m_persons.push_back(entry->person);
        gallery.m_owners.push_back(gallery.m_persons.size() - 1);
        const std::vector<float> values = padded(entry->vector, gallery.m_stride);
        gallery.m_values.insert(gallery.m_values.end(), values.begin(), values.end());
    }
    return gallery;
}

FaceMatch FaceGallery::search(const FaceVector& probe) const
{
    FaceMatch match;
    match.threshold = threshold();
    match.margin = m_thresholds.margin;
    if (m_owners.empty() || probe.size() != m_length)
        return match;

    const std::vector<float> values = padded(m_transform ? m_transform(probe) : probe, m_stride);
    for (std::size_t row = 0; row < m_owners.size();) {
        const std::size_t owner = m_owners[row];
        float closest = -1;
        for (; row < m_owners.size() && m_owners[row] == owner; ++row)
            closest = std::max(closest, dot(values.data(), m_values.data() + row * m_stride, m_stride));
        const FaceCandidate candidate { m_persons[owner], closest };
        if (!match.best || candidate.similarity > match.best->similarity) {
            match.second = match.best;
            match.best = candidate;
        } else if (!match.second || candidate.similarity > match.second->similarity) {
            match.second = candidate;
        }
    }

    const float best = match.best->similarity;
    const bool leads = !match.second || best - match.second->similarity >= match.margin;
    if (best >= match.threshold)
        match.certainty = leads ? Certainty::Known : Certainty::Unsure;
    else if (best >= match.threshold - m_thresholds.unsureBand)
        match.certainty = Certainty::Unsure;
    return match;
}

float similarity(const FaceVector& left, const FaceVector& right)
{
    if (left.size() != right.size())
        return 0;
    const std::size_t whole = left.size() / Lanes * Lanes;
    float total = dot(left.data(), right.data(), whole);
    for (std::size_t index = whole; index < left.size(); ++index)
        total += left[index] * right[index];
    return total;
}

} // namespace gatehouse::vision
