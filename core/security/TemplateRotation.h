#pragma once

#include "core/base/Result.h"
#include "core/store/Database.h"
#include "core/store/SecretKey.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace gatehouse::security {

// The site's orthogonal matrix Q, by which every face template is turned before it is stored and every probe before it
// is compared: dot(Qa, Qb) = dot(a, b), so recognition is as good as before, while templates of two sites have nothing
// in common and a leaked set is worthless once the site renews Q. Immutable; any thread.
//
// Q is the product of Householder reflections of Gaussian vectors of falling length and a diagonal of signs, which is
// distributed uniformly over the orthogonal group: G. W. Stewart, "The efficient generation of random orthogonal
// matrices with an application to condition estimators", SIAM J. Numer. Anal. 17 (1980), section 3. The Gaussian
// numbers come from the secret alone, by Box and Muller from the stream of ChaCha20 (libsodium), in double precision;
// the same secret and length give the same matrix. 512 values: some 10 ms to make, 0.2 ms a vector.
class TemplateRotation
{
public:
    TemplateRotation(const store::SecretKey& secret, std::size_t length);

    [[nodiscard]] std::size_t length() const { return m_signs.size(); }
    // A vector of another length comes back as it is: it is comparable with none of the site's anyway.
    [[nodiscard]] std::vector<float> rotated(const std::vector<float>& vector) const;
    // What rotated() was given, up to rounding.
    [[nodiscard]] std::vector<float> restored(const std::vector<float>& vector) const;

private:
    void reflect(std::vector<double>& values, std::size_t from) const;

    std::vector<double> m_signs;
    std::vector<double> m_reflectors; // unit vectors of length(), length() - 1, … 2 values, one after the other
};

// Which matrix the site's templates are turned by now.
struct CurrentRotation
{
    qint64 generation = 0; // as face_templates.rotation names it
    std::shared_ptr<const TemplateRotation> rotation;
};

// RingMissing without a ring or in one whose secret of the current generation is gone. On the connection's thread.
Result<CurrentRotation> currentRotation(store::Database& database, std::size_t length);

} // namespace gatehouse::security
