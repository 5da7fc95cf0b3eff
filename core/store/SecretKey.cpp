#include "core/store/SecretKey.h"

#include <QtGlobal>

#include <cstring>
#include <new>
#include <sys/mman.h>

namespace gatehouse::store {

namespace {

// At least a page is mapped and locked whatever is asked for.
constexpr std::size_t MappedSize = SecretKey::Size;

} // namespace

SecretKey::SecretKey(const Bytes& bytes)
{
    void* page = ::mmap(nullptr, MappedSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        qFatal("no memory for a key");
    // Both are refused only beyond the account's limits; the key is then merely not fenced against swapping.
    (void)::mlock(page, MappedSize);
    (void)::madvise(page, MappedSize, MADV_DONTDUMP);
    m_bytes.reset(new (page) Bytes(bytes));
}

// explicit_bzero is not optimised away, unlike a memset before the end of a life.
void SecretKey::WipeAndUnmap::operator()(Bytes* bytes) const
{
    explicit_bzero(bytes->data(), Size);
    ::munmap(bytes, MappedSize);
}

} // namespace gatehouse::store
