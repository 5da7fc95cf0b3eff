#include "core/security/TemplateBytes.h"

#include <QtEndian>

namespace gatehouse::security {

QByteArray vectorBytes(const std::vector<float>& vector)
{
    QByteArray bytes(static_cast<qsizetype>(vector.size() * sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(vector.data(), static_cast<qsizetype>(vector.size()), bytes.data());
    return bytes;
}

std::vector<float> vectorFromBytes(const QByteArray& bytes)
{
    std::vector<float> vector(static_cast<std::size_t>(bytes.size()) / sizeof(float));
    qFromLittleEndian<float>(bytes.constData(), static_cast<qsizetype>(vector.size()), vector.data());
    return vector;
}

} // namespace gatehouse::security
