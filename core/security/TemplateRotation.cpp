#include "core/security/TemplateRotation.h"

#include "core/security/LockedBytes.h"
#include "core/security/RotationSecrets.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <sodium.h>

namespace gatehouse::security {

namespace {

// Standard normal numbers, as many as are asked for, from the stream of ChaCha20 under the secret.
class GaussianStream
{
public:
    explicit GaussianStream(const store::SecretKey& secret)
        : m_secret(secret)
        , m_block(BlockSize)
    {
    }

    double next()
    {
        if (m_hasSpare) {
            m_hasSpare = false;
            return m_spare;
        }
        // Box and Muller (1958). The first number is above 0, so that its logarithm is there.
        const double radius = std::sqrt(-2.0 * std::log(uniform()));
        const double angle = 2.0 * std::numbers::pi * uniform();
        m_spare = radius * std::sin(angle);
        m_hasSpare = true;
        return radius * std::cos(angle);
    }

private:
    static constexpr std::size_t BlockSize = 4096;

    // In (0, 1): the middle of one of 2^53 equal parts.
    double uniform()
    {
        if (m_at == 0) {
            std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce {};
            qToLittleEndian(m_blocks++, nonce.data());
            crypto_stream_chacha20(m_block.data(), m_block.size(), nonce.data(), m_secret.bytes().data());
        }
        const auto bits = qFromLittleEndian<quint64>(m_block.data() + m_at) >> 11;
        m_at = (m_at + sizeof(quint64)) % BlockSize;
        return (static_cast<double>(bits) + 0.5) * 0x1p-53;
    }

    const store::SecretKey& m_secret;
    LockedBytes m_block;
    quint64 m_blocks = 0;
    std::size_t m_at = 0;
    double m_spare = 0;
    bool m_hasSpare = false;
};

double lengthOf(const double* values, std::size_t count)
{
    double squares = 0;
    for (std::size_t index = 0; index < count; ++index)
        squares += values[index] * values[index];
    return std::sqrt(squares);
}

std::vector<float> asFloats(const std::vector<double>& values)
{
    std::vector<float> result(values.size());
    std::ranges::transform(values, result.begin(), [](double value) { return static_cast<float>(value); });
    return result;
}

} // namespace

TemplateRotation::TemplateRotation(const store::SecretKey& secret, std::size_t length)
{
    GaussianStream stream(secret);
    m_signs.reserve(length);
    m_reflectors.reserve(length * (length + 1) / 2);
    for (std::size_t count = length; count >= 2; --count) {
        const std::size_t start = m_reflectors.size();
        for (std::size_t index = 0; index < count; ++index)
            m_reflectors.push_back(stream.next());
        double* const values = m_reflectors.data() + start;
        // The reflection that takes x to -sign(x1) |x| e1, away from cancellation.
        const double sign = values[0] < 0 ? -1.0 : 1.0;
        values[0] += sign * lengthOf(values, count);
        const double norm = lengthOf(values, count);
        for (std::size_t index = 0; index < count; ++index)
            values[index] /= norm;
        m_signs.push_back(-sign);
    }
    if (length > 0)
        m_signs.push_back(stream.next() < 0 ? -1.0 : 1.0);
}

void TemplateRotation::reflect(std::vector<double>& values, std::size_t from) const
{
    const std::size_t count = values.size() - from;
    // Reflectors of length n, n - 1, …: the one that starts at `from` follows all longer ones.
    const std::size_t start = from * values.size() - from * (from - 1) / 2;
    const double* const axis = m_reflectors.data() + start;
    double along = 0;
    for (std::size_t index = 0; index < count; ++index)
        along += axis[index] * values[from + index];
    for (std::size_t index = 0; index < count; ++index)
        values[from + index] -= 2.0 * along * axis[index];
}

std::vector<float> TemplateRotation::rotated(const std::vector<float>& vector) const
{
    if (vector.empty() || vector.size() != length())
        return vector;
    std::vector<double> values(vector.begin(), vector.end());
    for (std::size_t index = 0; index < values.size(); ++index)
        values[index] *= m_signs[index];
    for (std::size_t from = values.size() - 1; from-- > 0;)
        reflect(values, from);
    return asFloats(values);
}

std::vector<float> TemplateRotation::restored(const std::vector<float>& vector) const
{
    if (vector.empty() || vector.size() != length())
        return vector;
    std::vector<double> values(vector.begin(), vector.end());
    for (std::size_t from = 0; from + 1 < values.size(); ++from)
        reflect(values, from);
    for (std::size_t index = 0; index < values.size(); ++index)
        values[index] *= m_signs[index];
    return asFloats(values);
}

Result<CurrentRotation> currentRotation(store::Database& database, std::size_t length)
{
    GATEHOUSE_TRY_ASSIGN(generation, currentRotationGeneration(database));
    GATEHOUSE_TRY_ASSIGN(secret, rotationSecret(database, generation));
    return CurrentRotation { generation, std::make_shared<const TemplateRotation>(secret, length) };
}

} // namespace gatehouse::security
