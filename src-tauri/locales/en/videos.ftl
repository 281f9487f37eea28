## videos
